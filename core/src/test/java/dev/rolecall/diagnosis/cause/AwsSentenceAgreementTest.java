package dev.rolecall.diagnosis.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which causes AWS's sentence may mean.
class AwsSentenceAgreementTest {

  private static AwsDenialReason said(PolicyType type, boolean explicit) {
    return new AwsDenialReason(new AwsReason.PolicyDenies(type, explicit, Optional.empty()));
  }

  private static Cause cause(CauseCode code, PolicyType type) {
    return Cause.in(code, "sts:AssumeRole", type);
  }

  @ParameterizedTest
  @CsvSource({
    // type, code, means it when no policy allows, means it when one denies
    "TRUST_POLICY, PRINCIPAL_NOT_TRUSTED, true, false",
    "TRUST_POLICY, EXTERNAL_ID_MISSING, true, false",
    "TRUST_POLICY, TRUST_EXPLICIT_DENY, false, true",
    "TRUST_POLICY, MFA_REQUIRED, true, true",
    "IDENTITY_POLICY, IDENTITY_PERMISSION_MISSING, true, false",
    "IDENTITY_POLICY, IDENTITY_EXPLICIT_DENY, false, true",
    "IDENTITY_POLICY, MFA_REQUIRED, true, true",
    // one code for both
    "PERMISSIONS_BOUNDARY, PERMISSIONS_BOUNDARY, true, true",
    "SESSION_POLICY, SESSION_POLICY, true, true",
    "SCP, SCP_DENY, true, true",
    "RCP, RCP_DENY, true, true",
    "VPC_ENDPOINT_POLICY, VPC_ENDPOINT_POLICY, true, true",
  })
  void aCauseOfTheTypeIsMeantIfItDeniesInThisWay(
      PolicyType type, CauseCode code, boolean implicit, boolean explicit) {
    assertThat(said(type, false).agrees(cause(code, type))).isEqualTo(implicit);
    assertThat(said(type, true).agrees(cause(code, type))).isEqualTo(explicit);
  }

  @Test
  void aCauseOfAnotherTypeOrOfNoneIsNotMeant() {
    AwsDenialReason awsDenialReason = said(PolicyType.SCP, true);
    assertThat(awsDenialReason.agrees(cause(CauseCode.RCP_DENY, PolicyType.RCP))).isFalse();
    assertThat(awsDenialReason.agrees(Cause.of(CauseCode.ROLE_NOT_FOUND, "sts:AssumeRole")))
        .isFalse();
  }

  @Test
  void onlyThatNoTrustStatementAllowsLeavesOpenWhichShouldHave() {
    assertThat(said(PolicyType.TRUST_POLICY, false).leavesStatementOpen()).isTrue();
    assertThat(said(PolicyType.TRUST_POLICY, true).leavesStatementOpen()).isFalse();
    assertThat(said(PolicyType.IDENTITY_POLICY, false).leavesStatementOpen()).isFalse();
  }

  @Test
  void theCauseBearsThePolicyThatAwsNames() {
    String arn = "arn:aws:organizations::999999999999:policy/o-example/service_control_policy/p-1";
    AwsDenialReason awsDenialReason =
        new AwsDenialReason(new AwsReason.PolicyDenies(PolicyType.SCP, true, Optional.of(arn)));
    Cause cause = awsDenialReason.cause("sts:TagSession");
    assertThat(cause.code()).isEqualTo(CauseCode.SCP_DENY);
    assertThat(cause.action()).isEqualTo("sts:TagSession");
    assertThat(cause.policy()).contains(arn);
    assertThat(said(PolicyType.IDENTITY_POLICY, false).cause("sts:AssumeRole").code())
        .isEqualTo(CauseCode.IDENTITY_PERMISSION_MISSING);
    assertThat(said(PolicyType.IDENTITY_POLICY, true).cause("sts:AssumeRole").code())
        .isEqualTo(CauseCode.IDENTITY_EXPLICIT_DENY);
  }
}
