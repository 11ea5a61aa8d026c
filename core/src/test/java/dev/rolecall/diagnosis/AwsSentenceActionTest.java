package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// AWS's sentence names an action, too: what denies another action is not what it means.
class AwsSentenceActionTest {

  private static final Gap GAP = new Gap("the external ID that was sent", "not recorded", "look");
  private static final String CI = "\"AWS\":\"arn:aws:iam::111122223333:user/ci\"";
  private static final AwsReason NO_TRUST_ALLOWS =
      new AwsReason.PolicyDenies(PolicyType.TRUST_POLICY, false, Optional.empty());

  private static World world() {
    return new World()
        .trust(World.allow(CI, "\"StringEquals\":{\"sts:ExternalId\":\"acme-1\"}"))
        .key("sts:ExternalId", KeyState.unknown(GAP))
        .tags(Passed.UNKNOWN)
        .reason(NO_TRUST_ALLOWS);
  }

  @Test
  void whatSessionTagsWouldNeedIsNotWhatAwsDeniedAssumeRoleFor() {
    Diagnosis diagnosis = world().explain().diagnosis();
    assertThat(diagnosis.causes())
        .extracting(Cause::code)
        .containsExactly(CauseCode.EXTERNAL_ID_REQUIRED);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(diagnosis.possible()).isEmpty();
    assertThat(diagnosis.gaps()).containsExactly(GAP);
  }

  @Test
  void whatAwsDeniedSessionTagsForIsNotTheExternalId() {
    Diagnosis diagnosis =
        world().tags(Passed.YES).deniedAction("sts:TagSession").explain().diagnosis();
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.TAG_SESSION_NOT_ALLOWED);
    assertThat(diagnosis.cause().action()).isEqualTo("sts:TagSession");
    assertThat(diagnosis.awsDisagrees()).isFalse();
  }

  /// The trust policy allows AssumeRole, and not session tags.
  @Test
  void theActionThatAwsNamesIsTheOneToBeHeldAgainstThePolicies() {
    World world = new World().trust(World.allow(CI, "")).tags(Passed.YES).reason(NO_TRUST_ALLOWS);
    assertThat(world.deniedAction("sts:TagSession").explain().diagnosis().awsDisagrees()).isFalse();
  }
}
