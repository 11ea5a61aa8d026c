package dev.rolecall.evidence;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;

/// Tells what AWS itself evaluated when it denied a call.
@FunctionalInterface
public interface AwsEvaluations {

  /// AWS's own evaluation of the call. Absent: AWS has none, or the call has no authorization ID to
  /// ask for it by.
  Lookup<AwsEvaluation> of(Denial denial);

  /// Of a call whose evaluation could not be read.
  static Lookup<AwsEvaluation> unread(Denial denial, GapReason why) {
    return denial
        .authorizationId()
        .<Lookup<AwsEvaluation>>map(
            id ->
                new Lookup.Unreadable<>(
                    new Gap(GapFact.Topic.AWS_EVALUATION, why, remedy(denial, id))))
        .orElseGet(Lookup.Absent::new);
  }

  /// What shows the evaluation.
  ///
  /// @param id the authorization ID of the denial
  static GapRemedy remedy(Denial denial, String id) {
    return denial
        .region()
        .<GapRemedy>map(region -> new GapRemedy.ReadEvaluation(region, id))
        .orElse(GapRemedy.Step.LOOK_AT_CLIENT);
  }
}
