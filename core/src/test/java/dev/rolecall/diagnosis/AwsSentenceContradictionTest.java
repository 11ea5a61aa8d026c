package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.mismatch.Causes;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// AWS's sentence names a type of policy; what was read of that type may say that it cannot have
/// denied. Then nothing is certain, and the answer says so.
class AwsSentenceContradictionTest {

  private static final String CI = "\"AWS\":\"arn:aws:iam::111122223333:user/ci\"";
  private static final String ACCOUNT = "\"AWS\":\"111122223333\"";
  private static final String NOTHING_OF_STS =
      World.policy("{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}");
  private static final String EVERYTHING =
      World.policy("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}");

  private static Diagnosis diagnose(World world, PolicyType type, boolean explicit) {
    return world
        .reason(new AwsReason.PolicyDenies(type, explicit, Optional.empty()))
        .explain()
        .diagnosis();
  }

  private static void isContradicted(Diagnosis diagnosis, CauseCode code) {
    assertThat(diagnosis.awsDisagrees()).isTrue();
    assertThat(diagnosis.confidence()).isNotEqualTo(Confidence.CERTAIN);
    assertThat(diagnosis.cause().code()).isEqualTo(code);
  }

  private static void agrees(Diagnosis diagnosis, CauseCode code) {
    assertThat(diagnosis.awsDisagrees()).isFalse();
    assertThat(diagnosis.cause().code()).isEqualTo(code);
  }

  /// A user whom the role names in the same account needs neither.
  @ParameterizedTest
  @EnumSource(names = {"IDENTITY_POLICY", "PERMISSIONS_BOUNDARY"})
  void whatTheCallDoesNotNeedCannotHaveDeniedByNotAllowing(PolicyType type) {
    World world =
        new World().trust(World.allow(CI, "")).identity(NOTHING_OF_STS).boundary(NOTHING_OF_STS);
    isContradicted(diagnose(world, type, false), Causes.implicitDeny(type));
  }

  @ParameterizedTest
  @EnumSource(names = {"IDENTITY_POLICY", "PERMISSIONS_BOUNDARY"})
  void whatTheCallNeedsMayHaveDeniedByNotAllowing(PolicyType type) {
    World world =
        new World()
            .trust(World.allow(ACCOUNT, ""))
            .identity(NOTHING_OF_STS)
            .boundary(NOTHING_OF_STS);
    Diagnosis diagnosis = diagnose(world, type, false);
    agrees(diagnosis, Causes.implicitDeny(type));
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.CERTAIN);
  }

  @ParameterizedTest
  @EnumSource(names = {"IDENTITY_POLICY", "PERMISSIONS_BOUNDARY", "SCP"})
  void whatAllowsAndHasNoDenyCannotHaveDenied(PolicyType type) {
    World world =
        new World()
            .trust(World.allow(ACCOUNT, ""))
            .identity(EVERYTHING)
            .boundary(EVERYTHING)
            .scp(EVERYTHING);
    isContradicted(diagnose(world, type, false), Causes.implicitDeny(type));
    isContradicted(diagnose(world, type, true), Causes.explicitDeny(type));
  }

  /// An Allow says nothing against an explicit deny; only that no Deny can match does.
  @Test
  void anExplicitDenyIsNotRefutedByADenyThatMayMatch() {
    World world =
        new World()
            .trust(World.allow(ACCOUNT, ""))
            .identity(
                World.policy(
                    "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}",
                    "{\"Effect\":\"Deny\",\"Action\":\"sts:*\",\"Resource\":\"*\",\"Condition\":"
                        + "{\"StringEquals\":{\"sts:RoleSessionName\":\"x\"}}}"));
    agrees(diagnose(world, PolicyType.IDENTITY_POLICY, true), CauseCode.IDENTITY_EXPLICIT_DENY);
  }

  @Test
  void aTrustPolicyThatAllowsCannotHaveDeniedByNotAllowing() {
    isContradicted(
        diagnose(new World().trust(World.allow(CI, "")), PolicyType.TRUST_POLICY, false),
        CauseCode.UNDETERMINED);
  }

  @Test
  void whatAllowsNowAndWasChangedSinceMayHaveDenied() {
    Diagnosis diagnosis =
        diagnose(
            new World()
                .trust(World.allow(CI, ""))
                .change(
                    new Change(
                        World.DENIED_AT.plusSeconds(600),
                        ChangeEvent.UpdateAssumeRolePolicy,
                        "arn:aws:iam::111122223333:user/ops",
                        Optional.empty(),
                        Map.of(ChangeEvent.Name.ROLE, "deploy"),
                        Change.Kind.ROLE)),
            PolicyType.TRUST_POLICY,
            false);
    isContradicted(diagnosis, CauseCode.CHANGED_SINCE);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
  }

  @Test
  void whatDeniesForCertainIsNoLongerCertainOnceAwsNamesSomethingElse() {
    World world =
        new World()
            .trust(World.allow(CI, ""))
            .identity(
                World.policy("{\"Effect\":\"Deny\",\"Action\":\"sts:*\",\"Resource\":\"*\"}"));
    assertThat(world.explain().diagnosis().confidence()).isEqualTo(Confidence.CERTAIN);
    Diagnosis diagnosis = diagnose(world, PolicyType.TRUST_POLICY, false);
    isContradicted(diagnosis, CauseCode.IDENTITY_EXPLICIT_DENY);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
  }
}
