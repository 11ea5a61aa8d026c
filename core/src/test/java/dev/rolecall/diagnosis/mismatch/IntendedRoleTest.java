package dev.rolecall.diagnosis.mismatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.denial.TargetRole.Unreadable.Source;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.World;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Texts that are not the ARN of a role, and the role that was meant. The account that was read has
/// `arn:aws:iam::111122223333:role/app/deploy`.
final class IntendedRoleTest {

  private static Explanation asked(String text, Source source) {
    World world = new World().caller(World.user(World.OTHER_ACCOUNT, "ci"));
    Denial known = world.denial();
    Denial denial =
        new Denial(
            known.eventId(),
            known.sharedEventId(),
            known.time(),
            known.region(),
            known.recordedIn(),
            known.call(),
            known.deniedAction(),
            known.caller(),
            new TargetRole.Unreadable(text, source),
            known.sessionTags(),
            known.sourceIdentity(),
            known.parametersRecorded(),
            known.context(),
            known.reason(),
            known.errorCode(),
            known.awsMessage(),
            known.userAgent(),
            known.sourceIp(),
            Optional.empty());
    return new Explainer(world.evidence()).explain(denial);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:sts::111122223333:assumed-role/deploy/build-7, role/app/deploy",
    "arn:aws:iam::111122223333:instance-profile/deploy, role/app/deploy",
    "arn:aws:iam::111122223333:roles/app/deploy, role/app/deploy",
    "arn:aws:iam:111122223333:role/deploy, role/app/deploy",
    "arn:aws:lam::111122223333:role/deploy, role/app/deploy",
    "iam::111122223333:role/app/deploy, role/app/deploy",
    "111122223333:deploy, role/app/deploy",
    "arn:aws:iam::111122223333:user/ops/anna, role/anna",
  })
  void theRoleIsTakenFromTheText(String text, String role) {
    Explanation explanation = asked(text, Source.REQUEST);

    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.ROLE_NOT_FOUND);
    assertThat(explanation.suggestions())
        .map(suggestion -> suggestion.role().toString())
        .containsExactly("arn:aws:iam::111122223333:" + role);
  }

  @Test
  void anAccountNamesNoRole() {
    Explanation explanation = asked("arn:aws:iam::111122223333:root", Source.REQUEST);

    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.ROLE_NOT_FOUND);
    assertThat(explanation.suggestions()).isEmpty();
  }

  @Test
  void onlyWhatTheRequestHoldsIsCertain() {
    String text = "arn:aws:sts::111122223333:assumed-role/deploy/build-7";

    assertThat(asked(text, Source.REQUEST).diagnosis().confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(asked(text, Source.SENTENCE).diagnosis().confidence()).isEqualTo(Confidence.LIKELY);
  }

  @Test
  void aTextThatMayBeCutSaysNothing() {
    Explanation explanation = asked("arn:aws:iam::111122223333:role/dep", Source.CUT_SENTENCE);

    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.UNDETERMINED);
    assertThat(explanation.suggestions()).isEmpty();
  }
}
