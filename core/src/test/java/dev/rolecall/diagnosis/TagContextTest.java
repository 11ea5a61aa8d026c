package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.GapRemedy.Command.Read.Part;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tags and organizations, which the record does not tell, are looked up.
class TagContextTest {

  private static final Caller USER = World.user(World.ROLE_ACCOUNT, "ci");
  private static final Caller SESSION = World.session(World.ROLE_ACCOUNT, "ci");

  private static RequestContext context(World world, boolean real) {
    return Facts.gather(world.denial(), World.ROLE, world.evidence(), real).context();
  }

  private static World tagged(Caller caller) {
    return new World().caller(caller).callerTags(Map.of("team", "red"));
  }

  @Test
  void aUserHasItsOwnTagsAndNoOthers() {
    RequestContext context = context(tagged(USER), true);
    assertThat(context.get("aws:PrincipalTag/team")).isEqualTo(KeyState.present("red"));
    assertThat(context.get("aws:PrincipalTag/other")).isEqualTo(KeyState.ABSENT);
  }

  @Test
  void aSessionUsuallyHasTheTagsOfItsRoleUnlessSomebodyPassedOthers() {
    RequestContext context = context(tagged(SESSION), true);
    assertThat(context.get("aws:PrincipalTag/team")).isInstanceOf(KeyState.Unknown.class);
    assertThat(context.usual().get("aws:PrincipalTag/team")).isEqualTo(KeyState.present("red"));
    assertThat(context.usual().get("aws:PrincipalTag/other")).isEqualTo(KeyState.ABSENT);
  }

  @Test
  void aCallThatNobodyMadeHasTheTagsOfTheRole() {
    RequestContext context = context(tagged(SESSION), false);
    assertThat(context.get("aws:PrincipalTag/team")).isEqualTo(KeyState.present("red"));
    assertThat(context.get("aws:PrincipalTag/other")).isEqualTo(KeyState.ABSENT);
  }

  @Test
  void theTagsOfACallerWhomNobodyReadAreAGap() {
    assertThat(context(tagged(USER).callerUnread(), true).get("aws:PrincipalTag/team"))
        .isEqualTo(
            KeyState.unknown(
                new Gap(
                    GapFact.Topic.CALLER_TAGS,
                    new GapReason.Stated("not in the snapshot"),
                    new GapRemedy.Command.Read(Part.TAGS, "user", "ci"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:ResourceTag/", "iam:ResourceTag/"})
  void theRoleHasItsTagsAndNoOthers(String family) {
    World world = new World().roleTags(Map.of("env", "prod"));
    assertThat(context(world, true).get(family + "env")).isEqualTo(KeyState.present("prod"));
    assertThat(context(world, true).get(family + "other")).isEqualTo(KeyState.ABSENT);
    assertThat(context(world.roleUnread(), true).get(family + "env"))
        .isEqualTo(
            KeyState.unknown(
                new Gap(
                    GapFact.Topic.ROLE_TAGS,
                    new GapReason.Stated("not in the snapshot"),
                    new GapRemedy.Command.Read(Part.TAGS, "role", "deploy"))));
  }

  private static World changed(World world, ChangeEvent event, Change.Kind kind, int seconds) {
    return world.change(
        new Change(
            World.DENIED_AT.plusSeconds(seconds),
            event,
            "arn:aws:iam::111122223333:user/ops",
            Optional.empty(),
            Map.of(),
            kind));
  }

  @ParameterizedTest
  @CsvSource({
    "TagUser, 1, true",
    "UntagUser, 1, true",
    "TagUser, 0, false",
    "TagUser, -5, false",
    "PutUserPolicy, 1, false"
  })
  void tagsOfTheCallerThatWereChangedAfterTheCallAreUnknown(
      ChangeEvent event, int seconds, boolean unknown) {
    RequestContext context =
        context(changed(tagged(USER), event, Change.Kind.CALLER, seconds), true);
    for (String tag : new String[] {"team", "other"}) {
      assertThat(context.get("aws:PrincipalTag/" + tag) instanceof KeyState.Unknown)
          .isEqualTo(unknown);
    }
    assertThat(context.usual().get("aws:PrincipalTag/team")).isEqualTo(KeyState.present("red"));
    assertThat(context.usual().get("aws:PrincipalTag/other")).isEqualTo(KeyState.ABSENT);
  }

  @ParameterizedTest
  @CsvSource({"TagRole, 1, true", "UntagRole, 1, true", "TagRole, -5, false"})
  void tagsOfTheRoleThatWereChangedAfterTheCallAreUnknown(
      ChangeEvent event, int seconds, boolean unknown) {
    World world = new World().roleTags(Map.of("env", "prod"));
    RequestContext context = context(changed(world, event, Change.Kind.ROLE, seconds), true);
    for (String key : new String[] {"aws:ResourceTag/env", "iam:ResourceTag/other"}) {
      assertThat(context.get(key) instanceof KeyState.Unknown).isEqualTo(unknown);
    }
    assertThat(context.usual().get("aws:ResourceTag/env")).isEqualTo(KeyState.present("prod"));
  }

  @Test
  void changedTagsOfTheCallerSayNothingOfTheRoles() {
    World world = new World().roleTags(Map.of("env", "prod"));
    assertThat(
            context(changed(world, ChangeEvent.TagUser, Change.Kind.CALLER, 1), true)
                .get("aws:ResourceTag/env"))
        .isEqualTo(KeyState.present("prod"));
  }

  @Test
  void aRecordedTagStandsWhateverWasChanged() {
    World world = tagged(USER).key("aws:PrincipalTag/team", KeyState.present("blue"));
    assertThat(
            context(changed(world, ChangeEvent.TagUser, Change.Kind.CALLER, 1), true)
                .get("aws:PrincipalTag/team"))
        .isEqualTo(KeyState.present("blue"));
  }

  @Test
  void anAccountThatWasMovedAfterTheCallHadPerhapsAnotherPlace() {
    RequestContext context =
        context(changed(new World(), ChangeEvent.MoveAccount, Change.Kind.ORGANIZATION, 1), true);
    for (String key : new String[] {"aws:PrincipalOrgPaths", "aws:ResourceOrgPaths"}) {
      assertThat(context.get(key)).isInstanceOf(KeyState.Unknown.class);
      assertThat(context.usual().get(key)).isEqualTo(KeyState.present("o-example/r-root/"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:PrincipalOrg", "aws:ResourceOrg"})
  void anOrganizationIsThereOrNotOrUnknown(String prefix) {
    RequestContext of = context(new World(), true);
    assertThat(of.get(prefix + "ID")).isEqualTo(KeyState.present("o-example"));
    assertThat(of.get(prefix + "Paths")).isEqualTo(KeyState.present("o-example/r-root/"));
    RequestContext without = context(new World().noOrganization(), true);
    assertThat(without.get(prefix + "ID")).isEqualTo(KeyState.ABSENT);
    assertThat(without.get(prefix + "Paths")).isEqualTo(KeyState.ABSENT);
    RequestContext unread = context(new World().organizationUnread(), true);
    Gap gap = new Gap("the organization", "not in the snapshot", "read it");
    assertThat(unread.get(prefix + "ID")).isEqualTo(KeyState.unknown(gap));
    assertThat(unread.get(prefix + "Paths")).isEqualTo(KeyState.unknown(gap));
  }
}
