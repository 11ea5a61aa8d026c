package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// While the trust policy fails, the caller's policies that may deny as well are those that the
/// call needs once the statement that was meant matches.
class SuspectsOfFailedTrustTest {

  private static final Gap UNREAD =
      new Gap("what policy `deploy` says", "access denied", "aws iam get-policy-version");
  private static final String NOTHING_OF_STS =
      World.policy("{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}");
  private static final String ALLOWS =
      World.policy("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}");

  /// The external ID that was sent is wrong: the trust policy denies for certain.
  private static World world(String principal) {
    return new World()
        .trust(
            World.allow(
                "\"AWS\":\"" + principal + "\"", "\"StringEquals\":{\"sts:ExternalId\":\"a\"}"))
        .key("sts:ExternalId", KeyState.present("b"));
  }

  /// What may be in the way beside the external ID.
  private static List<CauseCode> besides(World world) {
    Diagnosis diagnosis = world.explain().diagnosis();
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.EXTERNAL_ID_MISMATCH);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.CERTAIN);
    return diagnosis.possible().stream().map(set -> set.getLast().code()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"111122223333", "arn:aws:iam::111122223333:root"})
  void anUnreadPolicyOfADelegatedCallerMayLackThePermission(String account) {
    assertThat(besides(world(account).callerUnread()))
        .contains(CauseCode.IDENTITY_PERMISSION_MISSING, CauseCode.PERMISSIONS_BOUNDARY)
        .doesNotContain(CauseCode.IDENTITY_EXPLICIT_DENY);
  }

  @Test
  void onePolicyThatWasNotReadMayHoldThePermission() {
    World world = world("111122223333").identityUnread(UNREAD);
    assertThat(besides(world)).containsExactly(CauseCode.IDENTITY_PERMISSION_MISSING);
    assertThat(world.explain().diagnosis().gaps()).containsExactly(UNREAD);
  }

  /// The user needs no policy of its own: only a Deny in one of them can matter.
  @Test
  void anUnreadPolicyOfANamedUserMayOnlyDeny() {
    assertThat(besides(world("arn:aws:iam::111122223333:user/ci").callerUnread()))
        .contains(CauseCode.IDENTITY_EXPLICIT_DENY)
        .doesNotContain(CauseCode.IDENTITY_PERMISSION_MISSING);
  }

  /// Whether it does is not documented.
  @Test
  void aBoundaryMayLimitAStatementForEverybody() {
    assertThat(besides(world("*").boundary(NOTHING_OF_STS)))
        .containsExactly(CauseCode.PERMISSIONS_BOUNDARY);
    assertThat(besides(world("*").boundary(ALLOWS))).isEmpty();
  }

  @Test
  void aBoundaryDoesNotLimitAStatementForTheUser() {
    assertThat(besides(world("arn:aws:iam::111122223333:user/ci").boundary(NOTHING_OF_STS)))
        .isEmpty();
  }

  @Test
  void aDenyThatMayMatchIsSuspectedBesideWhatDenies() {
    World world =
        world("arn:aws:iam::111122223333:user/ci")
            .key("sts:RoleSessionName", KeyState.unknown(UNREAD))
            .identity(
                World.policy(
                    "{\"Effect\":\"Deny\",\"Action\":\"sts:*\",\"Resource\":\"*\",\"Condition\":"
                        + "{\"StringEquals\":{\"sts:RoleSessionName\":\"x\"}}}"));
    assertThat(besides(world)).containsExactly(CauseCode.IDENTITY_EXPLICIT_DENY);
    Cause deny = world.explain().diagnosis().possible().getFirst().getLast();
    assertThat(deny.policyType()).contains(PolicyType.IDENTITY_POLICY);
    assertThat(deny.policy()).contains("policy-0");
    assertThat(deny.statement()).hasValueSatisfying(at -> assertThat(at.index()).isZero());
    assertThat(deny.condition())
        .hasValueSatisfying(failed -> assertThat(failed.key()).isEqualTo("sts:RoleSessionName"));
    assertThat(world.explain().diagnosis().gaps()).containsExactly(UNREAD);
  }
}
