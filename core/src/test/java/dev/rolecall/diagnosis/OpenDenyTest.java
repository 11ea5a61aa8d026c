package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.mismatch.Causes;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A Deny whose condition is open may be what denies, wherever it stands.
class OpenDenyTest {

  private static final Gap GAP = new Gap("the session name", "not recorded", "look");
  private static final String ALL = "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}";
  private static final String DENY =
      "{\"Sid\":\"NotSo\",\"Effect\":\"Deny\",%s\"Action\":\"sts:*\",\"Condition\":"
          + "{\"StringEquals\":{\"sts:RoleSessionName\":\"x\"}}}";
  private static final String TRUST =
      "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:user/ci\"},\"Action\":\"sts:AssumeRole\"}";

  /// All allow; one type of policy has a Deny behind an Allow.
  private static World world(PolicyType type) {
    String ofIam = World.policy(ALL, DENY.formatted("\"Resource\":\"*\","));
    World world = new World().trust(World.policy(TRUST));
    return switch (type) {
      case TRUST_POLICY -> world.trust(World.policy(TRUST, DENY.formatted("\"Principal\":\"*\",")));
      case IDENTITY_POLICY -> world.identity(World.policy(ALL)).identity(ofIam);
      case PERMISSIONS_BOUNDARY -> world.boundary(ofIam);
      case SCP -> world.scp(ofIam);
      case RCP ->
          world.rcp(World.policy(DENY.formatted("\"Principal\":\"*\",\"Resource\":\"*\",")));
      case SESSION_POLICY, VPC_ENDPOINT_POLICY -> throw new IllegalArgumentException();
    };
  }

  private static Diagnosis diagnose(PolicyType type, KeyState sessionName) {
    return world(type).key("sts:RoleSessionName", sessionName).explain().diagnosis();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"SESSION_POLICY", "VPC_ENDPOINT_POLICY"},
      mode = EnumSource.Mode.EXCLUDE)
  void theOnlyDenyThatMayMatchIsLikelyTheCause(PolicyType type) {
    Diagnosis diagnosis = diagnose(type, KeyState.unknown(GAP));
    assertThat(diagnosis.cause().code()).isEqualTo(Causes.explicitDeny(type));
    assertThat(diagnosis.cause().policyType()).contains(type);
    assertThat(diagnosis.cause().statement().orElseThrow().sid()).contains("NotSo");
    assertThat(diagnosis.cause().condition().orElseThrow().key()).isEqualTo("sts:RoleSessionName");
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(diagnosis.gaps()).containsExactly(GAP);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"SESSION_POLICY", "VPC_ENDPOINT_POLICY"},
      mode = EnumSource.Mode.EXCLUDE)
  void aDenyThatUsuallyDoesNotMatchIsNotBlamed(PolicyType type) {
    Diagnosis diagnosis = diagnose(type, KeyState.unknown(GAP, KeyState.present("usual")));
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.UNDETERMINED);
    assertThat(diagnosis.possible())
        .singleElement()
        .satisfies(set -> assertThat(set.getFirst().code()).isEqualTo(Causes.explicitDeny(type)));
  }

  @Test
  void aDenyThatUsuallyMatchesComesBeforeOneThatMayBeEitherWay() {
    World world =
        world(PolicyType.SCP)
            .boundary(
                World.policy(
                    ALL,
                    DENY.formatted("\"Resource\":\"*\",")
                        .replace("sts:RoleSessionName", "aws:UserAgent")))
            .key("aws:UserAgent", KeyState.unknown(GAP))
            .key("sts:RoleSessionName", KeyState.unknown(GAP, KeyState.present("x")));
    Diagnosis diagnosis = world.explain().diagnosis();
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.SCP_DENY);
    assertThat(diagnosis.possible().getFirst().getFirst().code())
        .isEqualTo(CauseCode.PERMISSIONS_BOUNDARY);
  }

  /// The policies that were read allow; the one that was not may deny.
  @Test
  void aPolicyThatWasNotReadMayHoldADeny() {
    Diagnosis diagnosis =
        new World()
            .trust(World.policy(TRUST))
            .identity(World.policy(ALL))
            .identityUnread(GAP)
            .explain()
            .diagnosis();
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.IDENTITY_EXPLICIT_DENY);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(diagnosis.gaps()).containsExactly(GAP);
  }
}
