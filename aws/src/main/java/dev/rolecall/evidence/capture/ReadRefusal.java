package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapReason.CallFailed;
import dev.rolecall.denial.GapReason.CallFailed.Outcome;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.evidence.aws.AwsErrors;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Why a call of AWS brought no answer.
final class ReadRefusal {

  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");
  private static final int LONGEST = 200;

  private ReadRefusal() {}

  /// The gap that is left.
  ///
  /// @param fact what was to be learnt
  /// @param action the call: `iam:GetAccountAuthorizationDetails`
  static Gap gap(GapFact fact, String action, AccountId account, SdkException error) {
    return switch (AwsErrors.failure(error)) {
      case NOT_ALLOWED ->
          new Gap(
              fact,
              new CallFailed(action, Outcome.DENIED, ""),
              new GapRemedy.Allow(action, account, false));
      case THROTTLED ->
          new Gap(fact, new CallFailed(action, Outcome.THROTTLED, ""), GapRemedy.Step.TRY_LATER);
      case TIMED_OUT, FAILED ->
          EXPIRED.contains(code(error))
              ? new Gap(fact, GapReason.Known.CREDENTIALS_EXPIRED, GapRemedy.Step.SIGN_IN)
              : new Gap(
                  fact,
                  new CallFailed(action, Outcome.FAILED, phrase(error)),
                  GapRemedy.Step.TRY_AGAIN);
    };
  }

  private static String code(SdkException error) {
    return error instanceof AwsServiceException service ? AwsErrors.code(service) : "";
  }

  private static String phrase(SdkException error) {
    String text =
        error instanceof AwsServiceException service && !code(error).isEmpty()
            ? code(error) + " (status " + service.statusCode() + ")"
            : String.valueOf(error.getMessage());
    return text.substring(0, Math.min(text.length(), LONGEST));
  }
}
