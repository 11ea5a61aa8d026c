package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import org.junit.jupiter.api.Test;

/// Where all that was read allows, the only policy that was not read is the cause, unless policies
/// that nobody can read may deny as well.
class ByEliminationTest {

  private static final Gap UNREAD =
      new Gap("what policy `deploy` says", "access denied", "aws iam get-policy-version");

  /// A role that trusts its account, and a caller one of whose policies could not be read.
  private static World world(Caller caller) {
    return new World()
        .caller(caller)
        .trust(World.allow("\"AWS\":\"111122223333\"", ""))
        .identityUnread(UNREAD);
  }

  private static Diagnosis diagnose(World world) {
    return world.explain().diagnosis();
  }

  private static void isUndeterminedFor(Diagnosis diagnosis, PolicyType besides) {
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.UNDETERMINED);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.UNDETERMINED);
    assertThat(diagnosis.possible())
        .anySatisfy(set -> assertThat(set.getFirst().policyType()).contains(besides))
        .anySatisfy(
            set ->
                assertThat(set.getFirst().code()).isEqualTo(CauseCode.IDENTITY_PERMISSION_MISSING));
  }

  @Test
  void theOnlyPolicyThatWasNotReadIsLikelyTheCause() {
    Diagnosis diagnosis = diagnose(world(World.user(World.ROLE_ACCOUNT, "ci")));
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.IDENTITY_PERMISSION_MISSING);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(diagnosis.gaps()).contains(UNREAD);
  }

  @Test
  void theSessionPolicyThatASessionMayHaveCanDenyAsWell() {
    isUndeterminedFor(
        diagnose(world(World.session(World.ROLE_ACCOUNT, "builder"))), PolicyType.SESSION_POLICY);
  }

  @Test
  void theEndpointThatTheCallCameThroughCanDenyAsWell() {
    isUndeterminedFor(
        diagnose(
            world(World.user(World.ROLE_ACCOUNT, "ci"))
                .key("aws:SourceVpce", KeyState.present("vpce-0a1b2c3d"))),
        PolicyType.VPC_ENDPOINT_POLICY);
  }

  @Test
  void ofTwoPoliciesThatWereNotReadNeitherIsTheCause() {
    isUndeterminedFor(
        diagnose(world(World.user(World.ROLE_ACCOUNT, "ci")).callerUnread()),
        PolicyType.PERMISSIONS_BOUNDARY);
  }
}
