package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Of several conditions that may have failed, the one that fails most often is named first.
class SuspectRankingTest {

  private static final Gap GAP = new Gap("what was sent", "not recorded", "look");

  /// A role that wants an external ID and one thing more, neither of them recorded.
  private static Diagnosis diagnose(String operator, String key, KeyState state) {
    return new World()
        .trust(
            World.allow(
                "\"AWS\":\"arn:aws:iam::111122223333:user/ci\"",
                "\"StringLike\":{\"sts:ExternalId\":\"acme-1\"},\"%s\":{\"%s\":\"x\"}"
                    .formatted(operator, key)))
        .key("sts:ExternalId", KeyState.unknown(GAP))
        .key(key, state)
        .explain()
        .diagnosis();
  }

  /// That these are rare elsewhere says little where a policy asks for them.
  @ParameterizedTest
  @CsvSource({
    "StringEquals, sts:SourceIdentity",
    "StringEquals, aws:RequestTag/team",
    "StringEquals, AWS:requesttag/Team",
    "ForAnyValue:StringEquals, aws:TagKeys",
    "ForAnyValue:StringEquals, sts:TransitiveTagKeys",
  })
  void whatCallersSendOnDemandComesAfterTheExternalIdThatIsForgottenFirst(
      String operator, String key) {
    Diagnosis diagnosis = diagnose(operator, key, KeyState.unknown(GAP, KeyState.ABSENT));
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.EXTERNAL_ID_REQUIRED);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(diagnosis.possible().getFirst().getFirst().condition().orElseThrow().key())
        .isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:PrincipalTag/team", "aws:SourceVpc", "aws:ViaAWSService"})
  void whatUsuallyFailsUnaskedComesFirst(String key) {
    Diagnosis diagnosis = diagnose("StringEquals", key, KeyState.unknown(GAP, KeyState.ABSENT));
    assertThat(diagnosis.cause().condition().orElseThrow().key()).isEqualTo(key);
    assertThat(diagnosis.possible())
        .first()
        .satisfies(
            set -> assertThat(set.getFirst().code()).isEqualTo(CauseCode.EXTERNAL_ID_REQUIRED));
  }

  @Test
  void whatUsuallyHoldsComesLast() {
    Diagnosis diagnosis =
        diagnose(
            "StringEquals", "aws:RequestedRegion", KeyState.unknown(GAP, KeyState.present("x")));
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.EXTERNAL_ID_REQUIRED);
    assertThat(diagnosis.possible().getLast().getFirst().condition().orElseThrow().key())
        .isEqualTo("aws:RequestedRegion");
  }
}
