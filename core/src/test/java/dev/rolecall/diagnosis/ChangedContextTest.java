package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tags and organizations are read now. What was changed after the call is unknown; what it is now
/// is only what it usually is.
class ChangedContextTest {

  private static final int AFTER = 600;
  private static final int BEFORE = -600;

  private static Change change(ChangeEvent event, Change.Kind kind, int seconds) {
    return new Change(
        World.DENIED_AT.plusSeconds(seconds),
        event,
        "arn:aws:iam::111122223333:user/ops",
        Optional.empty(),
        Map.of(),
        kind);
  }

  private static World world() {
    return new World().callerTags(Map.of("team", "red")).roleTags(Map.of("env", "prod"));
  }

  private static KeyState state(World world, String key) {
    return Facts.gather(world.denial(), World.ROLE, world.evidence(), true).context().get(key);
  }

  private static void isOpenThough(KeyState state, KeyState now, String fact) {
    assertThat(state)
        .isInstanceOfSatisfying(
            KeyState.Unknown.class,
            unknown -> {
              assertThat(unknown.usual()).contains(now);
              assertThat(GapSentence.fact(unknown.gap()))
                  .isEqualTo(fact + " at the time of the call");
              assertThat(GapSentence.why(unknown.gap())).contains("after the call");
              assertThat(GapSentence.learnBy(unknown.gap())).contains("CloudTrail");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"TagUser", "UntagUser", "CreateUser"})
  void tagsOfTheCallerThatWereChangedSinceAreOpen(ChangeEvent event) {
    World world = world().change(change(event, Change.Kind.CALLER, AFTER));
    isOpenThough(
        state(world, "aws:PrincipalTag/team"), KeyState.present("red"), "the caller's tags");
    isOpenThough(state(world, "aws:PrincipalTag/x"), KeyState.ABSENT, "the caller's tags");
    assertThat(state(world, "aws:ResourceTag/env")).isEqualTo(KeyState.present("prod"));
  }

  /// A role that assumes itself is told as a role: its tags may be the caller's as well.
  @ParameterizedTest
  @ValueSource(strings = {"TagRole", "UntagRole", "CreateRole"})
  void tagsOfTheRoleThatWereChangedSinceAreOpen(ChangeEvent event) {
    World world = world().change(change(event, Change.Kind.ROLE, AFTER));
    for (String family : new String[] {"aws:ResourceTag/", "iam:ResourceTag/"}) {
      isOpenThough(state(world, family + "env"), KeyState.present("prod"), "the role's tags");
      isOpenThough(state(world, family + "x"), KeyState.ABSENT, "the role's tags");
    }
    isOpenThough(
        state(world, "aws:PrincipalTag/team"), KeyState.present("red"), "the caller's tags");
  }

  @ParameterizedTest
  @CsvSource({"TagRole, -600", "TagUser, -600", "TagUser, 0", "UpdateAssumeRolePolicy, 600"})
  void whatWasChangedBeforeOrIsNoTagLeavesThemAsTheyAre(ChangeEvent event, int seconds) {
    World world =
        world()
            .change(change(event, Change.Kind.CALLER, seconds))
            .change(change(event, Change.Kind.ROLE, seconds));
    assertThat(state(world, "aws:PrincipalTag/team")).isEqualTo(KeyState.present("red"));
    assertThat(state(world, "aws:ResourceTag/env")).isEqualTo(KeyState.present("prod"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MoveAccount",
        "RemoveAccountFromOrganization",
        "LeaveOrganization",
        "AcceptHandshake",
        "CreateOrganization",
        "DeleteOrganization"
      })
  void thePlaceOfAnAccountThatWasMovedSinceIsOpen(ChangeEvent event) {
    Change moved = change(event, Change.Kind.ORGANIZATION, AFTER);
    String fact = "the account's place in its organization";
    for (String prefix : new String[] {"aws:PrincipalOrg", "aws:ResourceOrg"}) {
      isOpenThough(
          state(world().change(moved), prefix + "ID"), KeyState.present("o-example"), fact);
      isOpenThough(
          state(world().change(moved), prefix + "Paths"),
          KeyState.present("o-example/r-root/"),
          fact);
      isOpenThough(
          state(world().noOrganization().change(moved), prefix + "ID"), KeyState.ABSENT, fact);
      isOpenThough(
          state(world().noOrganization().change(moved), prefix + "Paths"), KeyState.ABSENT, fact);
    }
  }

  @Test
  void anAccountThatWasMovedBeforeIsWhereItIs() {
    World world = world().change(change(ChangeEvent.MoveAccount, Change.Kind.ORGANIZATION, BEFORE));
    assertThat(state(world, "aws:PrincipalOrgID")).isEqualTo(KeyState.present("o-example"));
    World policy =
        world().change(change(ChangeEvent.AttachPolicy, Change.Kind.ORGANIZATION, AFTER));
    assertThat(state(policy, "aws:PrincipalOrgID")).isEqualTo(KeyState.present("o-example"));
  }

  private static final Gap GAP = new Gap("what the service works for", "not recorded", "look");

  /// A service works for the role's own account as a rule.
  @Test
  void aServiceUsuallyWorksForTheRolesAccountAndOrganization() {
    World world =
        new World()
            .caller(new Caller.AwsService("scheduler.amazonaws.com"))
            .key("aws:SourceAccount", KeyState.unknown(GAP))
            .key("aws:SourceOrgID", KeyState.unknown(GAP))
            .key("aws:SourceOrgPaths", KeyState.present("o-other/r-1/"));
    RequestContext context =
        Facts.gather(world.denial(), World.ROLE, world.evidence(), true).context();
    assertThat(context.get("aws:SourceAccount"))
        .isEqualTo(KeyState.unknown(GAP, KeyState.present(World.ROLE_ACCOUNT)));
    assertThat(context.get("aws:SourceOrgID"))
        .isEqualTo(KeyState.unknown(GAP, KeyState.present("o-example")));
    assertThat(context.get("aws:SourceOrgPaths")).isEqualTo(KeyState.present("o-other/r-1/"));
  }

  @Test
  void whatAUserWorksForIsNotGuessed() {
    World world = new World().key("aws:SourceAccount", KeyState.unknown(GAP));
    assertThat(state(world, "aws:SourceAccount")).isEqualTo(KeyState.unknown(GAP));
  }

  @Test
  void theAccountOfTheRoleIsKnownAndThatOfARecordStands() {
    assertThat(state(new World(), "aws:ResourceAccount"))
        .isEqualTo(KeyState.present(World.ROLE_ACCOUNT));
  }
}
