package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The steps say what is known, and nothing that the diagnosis does not say.
class ChecklistTest {

  private static final Gap GAP = new Gap("the external ID that was sent", "not recorded", "look");
  private static final String CI = "\"AWS\":\"arn:aws:iam::111122223333:user/ci\"";

  private static World wantsExternalId(KeyState sent) {
    return new World()
        .trust(World.allow(CI, "\"StringEquals\":{\"sts:ExternalId\":\"acme-1\"}"))
        .key("sts:ExternalId", sent);
  }

  private static Step.Status status(Explanation explanation, Step.Name name) {
    return explanation.checklist().stream()
        .filter(step -> step.name() == name)
        .findFirst()
        .orElseThrow()
        .status();
  }

  @Test
  void anExternalIdThatIsKnownToBeMissingFails() {
    Explanation explanation = wantsExternalId(KeyState.ABSENT).explain();
    assertThat(status(explanation, Step.Name.EXTERNAL_ID_SATISFIED)).isEqualTo(Step.Status.FAIL);
    assertThat(status(explanation, Step.Name.TRUST_POLICY_ALLOWS_CALLER))
        .isEqualTo(Step.Status.FAIL);
    assertThat(status(explanation, Step.Name.MFA_SATISFIED)).isEqualTo(Step.Status.PASS);
  }

  /// That an external ID is asked for is certain; whether one was sent, and which, is not.
  @Test
  void anExternalIdThatNobodyRecordedIsUnknownHoweverCertainTheCause() {
    Explanation explanation =
        wantsExternalId(KeyState.unknown(GAP))
            .reason(new AwsReason.PolicyDenies(PolicyType.TRUST_POLICY, false, Optional.empty()))
            .explain();
    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.EXTERNAL_ID_REQUIRED);
    assertThat(explanation.diagnosis().confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(status(explanation, Step.Name.EXTERNAL_ID_SATISFIED)).isEqualTo(Step.Status.UNKNOWN);
  }

  @Test
  void anExternalIdThatWasSentPasses() {
    assertThat(
            status(
                wantsExternalId(KeyState.present("acme-1")).explain(),
                Step.Name.EXTERNAL_ID_SATISFIED))
        .isEqualTo(Step.Status.PASS);
  }

  @Test
  void aRoleThatNobodyReadMayWantAnything() {
    Explanation explanation = new World().roleUnread().explain();
    assertThat(status(explanation, Step.Name.ROLE_EXISTS)).isEqualTo(Step.Status.UNKNOWN);
    assertThat(status(explanation, Step.Name.EXTERNAL_ID_SATISFIED)).isEqualTo(Step.Status.UNKNOWN);
    assertThat(status(explanation, Step.Name.MFA_SATISFIED)).isEqualTo(Step.Status.UNKNOWN);
  }
}
