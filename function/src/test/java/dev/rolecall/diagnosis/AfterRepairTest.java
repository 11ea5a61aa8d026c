package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.policy.Access;
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

  private static Relevance relevance(World world) {
    Facts facts = Facts.gather(world.denial(), World.ROLE, world.evidence(), true);
    Access access = Trial.of(facts, Layers.of(facts, true), facts.context()).main().access();
    return Relevance.of(
        facts,
        access,
        Miss.of(
            access.layer(PolicyType.TRUST_POLICY).levels().getFirst().policies().getFirst(),
            facts));
  }

  @Test
  void aUserWhomTheStatementNamesNeedsNothingElse() {
    Relevance relevance = relevance(world("\"AWS\":\"arn:aws:iam::111122223333:user/ci\""));
    assertThat(relevance.identity().isFalse()).isTrue();
    assertThat(relevance.limits().isFalse()).isTrue();
  }

  /// AWS does not document whether a boundary limits what a statement for everybody grants.
  @Test
  void aUserWhomAStatementForEverybodyMeantMayBeLimited() {
    Relevance relevance = relevance(world("\"AWS\":\"*\""));
    assertThat(relevance.identity().isFalse()).isTrue();
    assertThat(relevance.limits()).isEqualTo(Access.UNDOCUMENTED);
  }

  @Test
  void aSessionWhoseRoleTheStatementNamesIsLimited() {
    Relevance relevance =
        relevance(
            world("\"AWS\":\"arn:aws:iam::111122223333:role/ci\"")
                .caller(World.session(World.ROLE_ACCOUNT, "ci")));
    assertThat(relevance.identity().isFalse()).isTrue();
    assertThat(relevance.limits().isTrue()).isTrue();
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
