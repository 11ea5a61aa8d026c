package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.KeyState;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import org.junit.jupiter.api.Test;

/// A Deny that MFA, used just now, would lift asks for MFA; any other is an explicit deny.
class MfaDenyTest {

  private static Diagnosis diagnose(String condition, String age) {
    Diagnosis diagnosis =
        new World()
            .trust(World.allow("\"AWS\":\"111122223333\"", ""))
            .identity(
                World.policy(
                    "{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}",
                    "{\"Effect\":\"Deny\",\"Action\":\"sts:*\",\"Resource\":\"*\",\"Condition\":{"
                        + condition
                        + "}}"))
            .key("aws:MultiFactorAuthPresent", KeyState.present("true"))
            .key("aws:MultiFactorAuthAge", KeyState.present(age))
            .explain()
            .diagnosis();
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.CERTAIN);
    return diagnosis;
  }

  @Test
  void aDenyOfMfaThatWasUsedTooLongAgoAsksForMfa() {
    Diagnosis diagnosis =
        diagnose("\"NumericGreaterThan\":{\"aws:MultiFactorAuthAge\":\"3600\"}", "7200");
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.MFA_REQUIRED);
    assertThat(diagnosis.cause().condition().orElseThrow().key())
        .isEqualTo("aws:MultiFactorAuthAge");
  }

  @Test
  void aDenyOfMfaThatWasUsedJustNowDoesNotAskForMfa() {
    Diagnosis diagnosis =
        diagnose("\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":\"3600\"}", "60");
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.IDENTITY_EXPLICIT_DENY);
  }

  @Test
  void aDenyOfAllWhoUsedMfaDoesNotAskForMfa() {
    Diagnosis diagnosis = diagnose("\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}", "60");
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.IDENTITY_EXPLICIT_DENY);
  }
}
