package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.evaluation.PolicyLayers;
import dev.rolecall.diagnosis.mismatch.RelevantPolicies;
import dev.rolecall.diagnosis.mismatch.StatementMismatch;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.iam.evaluation.Authorization;
import org.junit.jupiter.api.Test;

/// Which of the caller's own policies count once the statement that was meant is met: that depends
/// on whom the statement names.
class AfterRepairTest {

  private static final String NOTHING_OF_STS =
      World.policy("{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}");

  private static World world(String principal) {
    return new World()
        .trust(World.allow(principal, "\"StringEquals\":{\"sts:ExternalId\":\"acme-1\"}"))
        .key("sts:ExternalId", KeyState.ABSENT);
  }

  private static RelevantPolicies relevance(World world) {
    Facts facts = Facts.gather(world.denial(), World.ROLE, world.evidence(), true);
    Authorization authorization =
        Evaluation.of(facts, PolicyLayers.of(facts, true), facts.context()).main().access();
    return RelevantPolicies.of(
        facts,
        authorization,
        StatementMismatch.meant(authorization.layer(PolicyType.TRUST_POLICY), facts));
  }

  @Test
  void aUserWhomTheStatementNamesNeedsNothingElse() {
    RelevantPolicies relevantPolicies =
        relevance(world("\"AWS\":\"arn:aws:iam::111122223333:user/ci\""));
    assertThat(relevantPolicies.identity().isFalse()).isTrue();
    assertThat(relevantPolicies.limits().isFalse()).isTrue();
  }

  /// AWS does not document whether a boundary limits what a statement for everybody grants.
  @Test
  void aUserWhomAStatementForEverybodyMeantMayBeLimited() {
    RelevantPolicies relevantPolicies = relevance(world("\"AWS\":\"*\""));
    assertThat(relevantPolicies.identity().isFalse()).isTrue();
    assertThat(relevantPolicies.limits()).isEqualTo(Authorization.UNDOCUMENTED);
  }

  @Test
  void aSessionWhoseRoleTheStatementNamesIsLimited() {
    RelevantPolicies relevantPolicies =
        relevance(
            world("\"AWS\":\"arn:aws:iam::111122223333:role/ci\"")
                .caller(World.session(World.ROLE_ACCOUNT, "ci")));
    assertThat(relevantPolicies.identity().isFalse()).isTrue();
    assertThat(relevantPolicies.limits().isTrue()).isTrue();
  }

  @Test
  void aUserOfTheAccountThatTheStatementNamesNeedsAllOfItsPolicies() {
    World world =
        world("\"AWS\":\"111122223333\"").identity(NOTHING_OF_STS).boundary(NOTHING_OF_STS);
    assertThat(world.explain().diagnosis().causes())
        .extracting(Cause::code)
        .containsExactly(
            CauseCode.EXTERNAL_ID_MISSING,
            CauseCode.IDENTITY_PERMISSION_MISSING,
            CauseCode.PERMISSIONS_BOUNDARY);
  }
}
