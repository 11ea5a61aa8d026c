package dev.rolecall.diagnosis.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a cause is mended: in the trust policy, in the caller's own policies, by what is sent, or
/// nowhere that may be offered.
class FixTargetTest {

  private static Cause cause(CauseCode code, PolicyType type) {
    return Cause.in(code, "sts:AssumeRole", type);
  }

  private static Cause condition(CauseCode code, PolicyType type, String key, KeyState got) {
    return cause(code, type)
        .with(
            new Cause.FailedCondition(
                ConditionOperator.of(Comparison.STRING_EQUALS), key, List.of("x"), got));
  }

  private static FixTarget ofTrustCondition(String key) {
    return FixTarget.of(
        condition(CauseCode.TRUST_CONDITION_FAILED, PolicyType.TRUST_POLICY, key, KeyState.ABSENT));
  }

  private static FixTarget ofPermission(String key) {
    return FixTarget.of(
        condition(
            CauseCode.IDENTITY_PERMISSION_MISSING,
            PolicyType.IDENTITY_POLICY,
            key,
            KeyState.ABSENT));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "PRINCIPAL_NOT_TRUSTED",
        "DELETED_PRINCIPAL",
        "SELF_ASSUME_NOT_TRUSTED",
        "WRONG_ACTION",
        "OIDC_PROVIDER_NOT_TRUSTED",
        "SAML_PROVIDER_NOT_TRUSTED"
      })
  void whomTheRoleTrustsIsSaidInItsTrustPolicy(CauseCode code) {
    assertThat(FixTarget.of(cause(code, PolicyType.TRUST_POLICY)))
        .isEqualTo(FixTarget.TRUST_POLICY);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "MFA_REQUIRED",
        "EXTERNAL_ID_MISSING",
        "EXTERNAL_ID_MISMATCH",
        "EXTERNAL_ID_REQUIRED",
        "SAML_CLAIM_MISMATCH"
      })
  void whatWasNotSentHasToBeSent(CauseCode code) {
    assertThat(FixTarget.of(cause(code, PolicyType.TRUST_POLICY))).isEqualTo(FixTarget.REQUEST);
  }

  /// A patch would open what somebody closed, or mend nothing.
  @ParameterizedTest
  @EnumSource(
      names = {
        "TRUST_EXPLICIT_DENY",
        "IDENTITY_EXPLICIT_DENY",
        "PERMISSIONS_BOUNDARY",
        "SESSION_POLICY",
        "VPC_ENDPOINT_POLICY",
        "SCP_DENY",
        "RCP_DENY",
        "ROLE_NOT_FOUND",
        "ROOT_CANNOT_ASSUME",
        "PROPAGATION",
        "CHANGED_SINCE",
        "TRUST_SIDE_UNREAD",
        "UNDETERMINED"
      })
  void guardrailsAndWhatNoPolicySaysAreNotPatched(CauseCode code) {
    assertThat(FixTarget.of(Cause.of(code, "sts:AssumeRole"))).isEqualTo(FixTarget.NONE);
  }

  @ParameterizedTest
  @EnumSource(names = {"TAG_SESSION_NOT_ALLOWED", "SOURCE_IDENTITY_NOT_ALLOWED"})
  void whatIsPassedAlongIsAllowedWhereItIsDenied(CauseCode code) {
    assertThat(FixTarget.of(cause(code, PolicyType.TRUST_POLICY)))
        .isEqualTo(FixTarget.TRUST_POLICY);
    assertThat(FixTarget.of(cause(code, PolicyType.IDENTITY_POLICY)))
        .isEqualTo(FixTarget.IDENTITY_POLICY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sts:RoleSessionName",
        "sts:SourceIdentity",
        "sts:TransitiveTagKeys",
        "aws:TagKeys",
        "AWS:sourceIp",
        "aws:VpcSourceIp",
        "aws:SourceVpce",
        "aws:SourceVpc",
        "aws:RequestedRegion",
        "aws:SecureTransport",
        "aws:UserAgent",
        "aws:RequestTag/Team",
        "aws:PrincipalTag/Team",
        "aws:MultiFactorAuthPresent",
        "aws:MultiFactorAuthAge"
      })
  void whatTheCallerSendsOrIsTaggedWithItCanChange(String key) {
    assertThat(ofTrustCondition(key)).isEqualTo(FixTarget.REQUEST);
    assertThat(ofPermission(key)).isEqualTo(FixTarget.REQUEST);
  }

  /// Nobody becomes another principal, or one of another organization, by sending something else.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws:PrincipalOrgID",
        "aws:PrincipalArn",
        "aws:SourceAccount",
        "aws:SourceArn",
        "aws:ResourceTag/owner",
        "aws:CurrentTime"
      })
  void whatTheCallerIsNobodyCanSend(String key) {
    assertThat(ofTrustCondition(key)).isEqualTo(FixTarget.NONE);
    assertThat(ofPermission(key)).isEqualTo(FixTarget.NONE);
  }

  @Test
  void aPermissionThatAsksForAnExternalIdIsThereForThoseWhoSendIt() {
    assertThat(ofPermission("sts:externalid")).isEqualTo(FixTarget.REQUEST);
  }

  @Test
  void aPermissionThatNoStatementGivesIsAdded() {
    assertThat(
            FixTarget.of(cause(CauseCode.IDENTITY_PERMISSION_MISSING, PolicyType.IDENTITY_POLICY)))
        .isEqualTo(FixTarget.IDENTITY_POLICY);
  }

  private static FixTarget ofClaim(KeyState got, Optional<NearMiss> near) {
    return FixTarget.of(
        condition(
                CauseCode.OIDC_CLAIM_MISMATCH,
                PolicyType.TRUST_POLICY,
                "token.actions.githubusercontent.com:sub",
                got)
            .near(near));
  }

  private static Optional<NearMiss> claim(boolean setUp) {
    return Optional.of(
        new NearMiss(
            NearMiss.Kind.CLAIM,
            "x",
            Optional.of(
                new NearMiss.Claim(
                    List.of(), Optional.empty(), Optional.empty(), List.of(), setUp))));
  }

  @Test
  void aClaimThatTheTokenHasOtherwiseIsForTheTrustPolicyToNameUnlessTheWorkloadIsSetUpWrongly() {
    KeyState other = KeyState.present("y");
    assertThat(ofClaim(other, Optional.empty())).isEqualTo(FixTarget.TRUST_POLICY);
    assertThat(ofClaim(other, claim(false))).isEqualTo(FixTarget.TRUST_POLICY);
    assertThat(ofClaim(other, claim(true))).isEqualTo(FixTarget.REQUEST);
    assertThat(ofClaim(KeyState.ABSENT, Optional.empty())).isEqualTo(FixTarget.TRUST_POLICY);
  }

  @Test
  void aClaimThatNobodyKnowsIsForTheWorkloadToBring() {
    KeyState unknown = KeyState.unknown(new Gap("the claim", "not recorded", "look"));
    assertThat(ofClaim(unknown, Optional.empty())).isEqualTo(FixTarget.REQUEST);
  }

  @Test
  void aSamlKeyThatIsNeverThereNoAssertionCanBring() {
    Cause cause =
        cause(CauseCode.SAML_CLAIM_MISMATCH, PolicyType.TRUST_POLICY)
            .near(Optional.of(new NearMiss(NearMiss.Kind.WRONG_KEY, "x")));
    assertThat(FixTarget.of(cause)).isEqualTo(FixTarget.NONE);
  }
}
