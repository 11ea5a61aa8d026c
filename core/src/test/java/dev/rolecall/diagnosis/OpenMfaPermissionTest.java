package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import org.junit.jupiter.api.Test;

/// A permission that is open in nothing but MFA asks for MFA.
class OpenMfaPermissionTest {

  private static final Gap GAP = new Gap("whether MFA was used", "not recorded", "look");
  private static final String MFA = "\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}";

  private static Diagnosis diagnose(String conditions, KeyState mfa) {
    return new World()
        .trust(World.allow("\"AWS\":\"111122223333\"", ""))
        .identity(World.policy("{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}"))
        .identity(
            World.policy(
                "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}",
                "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\",\"Condition\":{"
                    + conditions
                    + "}}"))
        .key("aws:MultiFactorAuthPresent", mfa)
        .key("sts:RoleSessionName", KeyState.unknown(GAP))
        .explain()
        .diagnosis();
  }

  @Test
  void mfaThatIsUsuallyNotUsedIsLikelyTheCause() {
    Diagnosis diagnosis = diagnose(MFA, KeyState.unknown(GAP, KeyState.ABSENT));
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.MFA_REQUIRED);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(diagnosis.cause().policyType()).contains(PolicyType.IDENTITY_POLICY);
    assertThat(diagnosis.cause().policy()).contains("policy-1");
    assertThat(diagnosis.cause().statement().orElseThrow().index()).isEqualTo(1);
    assertThat(diagnosis.cause().condition().orElseThrow().key())
        .isEqualTo("aws:MultiFactorAuthPresent");
    assertThat(diagnosis.possible()).isEmpty();
    assertThat(diagnosis.gaps()).containsExactly(GAP);
  }

  @Test
  void mfaThatIsUsuallyUsedIsNotBlamed() {
    Diagnosis diagnosis = diagnose(MFA, KeyState.unknown(GAP, KeyState.present("true")));
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.UNDETERMINED);
    assertThat(diagnosis.possible())
        .singleElement()
        .satisfies(set -> assertThat(set.getFirst().code()).isEqualTo(CauseCode.MFA_REQUIRED));
  }

  @Test
  void aPermissionThatIsOpenInMoreThanMfaIsNotOnlyAboutMfa() {
    Diagnosis diagnosis =
        diagnose(
            MFA + ",\"StringEquals\":{\"sts:RoleSessionName\":\"x\"}",
            KeyState.unknown(GAP, KeyState.ABSENT));
    assertThat(diagnosis.cause().code()).isNotEqualTo(CauseCode.MFA_REQUIRED);
  }
}
