package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Passed;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.fix.TrustPatch;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A statement that trusts everybody or a whole account is never given another action: the caller
/// gets a statement of its own.
class WideStatementTest {

  private static final String CALLER = "arn:aws:iam::111122223333:user/ci";
  private static final String IN_ORGANIZATION =
      "\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-example\"}";

  private static World world(String principal) {
    return new World()
        .identity(
            World.policy(
                "{\"Effect\":\"Allow\",\"Action\":[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"],\"Resource\":\"*\"}"))
        .trust(World.allow(principal, IN_ORGANIZATION));
  }

  private static Policy after(World world, CauseCode code) {
    Explanation explanation = world.explain();
    assertThat(explanation.diagnosis().cause().code()).isEqualTo(code);
    return World.read(explanation.fixes().getFirst().after().orElseThrow());
  }

  private static void theCallerHasOneOfItsOwn(Policy after, String before, String action) {
    assertThat(after.statements()).hasSize(2);
    assertThat(after.statements().getFirst().action().patterns()).containsExactly(before);
    Statement added = after.statements().getLast();
    assertThat(added.action().covers(action)).isTrue();
    assertThat(added.conditions()).as("its conditions go along").hasSize(1);
    assertThat(added.principal().orElseThrow().entries())
        .singleElement()
        .isInstanceOfSatisfying(
            PrincipalEntry.User.class, user -> assertThat(user.arn().toString()).isEqualTo(CALLER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"AWS\":\"*\"",
        "\"AWS\":\"111122223333\"",
        "\"AWS\":\"arn:aws:iam::111122223333:root\""
      })
  void itIsNotOpenedToSessionTagsOrASourceIdentity(String principal) {
    theCallerHasOneOfItsOwn(
        after(world(principal).tags(Passed.YES), CauseCode.TAG_SESSION_NOT_ALLOWED),
        "sts:AssumeRole",
        "sts:TagSession");
    theCallerHasOneOfItsOwn(
        after(world(principal).sourceIdentity(Passed.YES), CauseCode.SOURCE_IDENTITY_NOT_ALLOWED),
        "sts:AssumeRole",
        "sts:SetSourceIdentity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"AWS\":\"*\"", "\"AWS\":\"111122223333\""})
  void itIsNotOpenedToAnotherCall(String principal) {
    World world = world(principal);
    String federated = World.allow(principal, IN_ORGANIZATION);
    theCallerHasOneOfItsOwn(
        after(
            world.trust(federated.replace("sts:AssumeRole", "sts:AssumeRoleWithSAML")),
            CauseCode.WRONG_ACTION),
        "sts:AssumeRoleWithSAML",
        "sts:AssumeRole");
  }

  /// Nor does the patch try to, which then would have to be found out.
  @ParameterizedTest
  @ValueSource(strings = {"\"AWS\":\"*\"", "\"AWS\":\"111122223333\""})
  void thePatchItselfLeavesItAlone(String principal) {
    World world = world(principal).tags(Passed.YES);
    Facts facts = Facts.gather(world.denial(), World.ROLE, world.evidence(), true);
    Policy before = World.read(World.allow(principal, IN_ORGANIZATION));
    theCallerHasOneOfItsOwn(
        new TrustPatch(facts, before, false)
            .apply(world.explain().diagnosis().causes())
            .orElseThrow(),
        "sts:AssumeRole",
        "sts:TagSession");
  }

  @Test
  void aStatementOfTheCallerAloneIsGivenTheAction() {
    Policy after =
        after(
            world("\"AWS\":\"" + CALLER + "\"").tags(Passed.YES),
            CauseCode.TAG_SESSION_NOT_ALLOWED);
    assertThat(after.statements())
        .singleElement()
        .satisfies(
            only ->
                assertThat(only.action().patterns())
                    .containsExactly("sts:AssumeRole", "sts:TagSession"));
  }
}
