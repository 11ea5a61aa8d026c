package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.explanation.wording.gap.GapSentence;
import org.junit.jupiter.api.Test;

/// A trust policy that could not be read is the cause only where the caller's side was read, allows
/// and is another account's.
class TrustSideUnreadTest {

  private static final String MAY_ASSUME =
      World.policy("{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}");

  private static Diagnosis diagnose(String account, World world) {
    return world.caller(World.user(account, "ci")).roleUnread().explain().diagnosis();
  }

  @Test
  void acrossAccountsACallerWhoMayIsDeniedByTheOtherSide() {
    Diagnosis diagnosis = diagnose(World.OTHER_ACCOUNT, new World().identity(MAY_ASSUME));
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.TRUST_SIDE_UNREAD);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(diagnosis.gaps())
        .extracting(GapSentence::fact)
        .contains("the trust policy of " + World.ROLE);
  }

  /// Here a direct grant would be enough by itself, and there is no other side to ask.
  @Test
  void withinOneAccountThereIsNoOtherSide() {
    Diagnosis diagnosis = diagnose(World.ROLE_ACCOUNT, new World().identity(MAY_ASSUME));
    assertThat(diagnosis.cause().code()).isNotEqualTo(CauseCode.TRUST_SIDE_UNREAD);
    assertThat(diagnosis.confidence()).isNotEqualTo(Confidence.CERTAIN);
    assertThat(diagnosis.gaps())
        .extracting(GapSentence::fact)
        .contains("the trust policy of " + World.ROLE);
  }

  @Test
  void aCallersSideThatWasNotReadEitherIsAsLikely() {
    Diagnosis diagnosis = diagnose(World.OTHER_ACCOUNT, new World().callerUnread());
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.UNDETERMINED);
    assertThat(diagnosis.possible())
        .anySatisfy(
            set -> assertThat(set.getFirst().policyType()).contains(PolicyType.IDENTITY_POLICY));
  }
}
