package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
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
  static Gap gap(String fact, String action, AccountId account, SdkException error) {
    return switch (AwsErrors.failure(error)) {
      case NOT_ALLOWED ->
          new Gap(
              fact,
              action + " was not allowed",
              "allow " + action + " to the credentials for account " + account);
      case THROTTLED -> new Gap(fact, action + " was throttled", "try again later");
      case TIMED_OUT, FAILED ->
          EXPIRED.contains(code(error))
              ? new Gap(fact, "the credentials expired while reading", "sign in and start again")
              : new Gap(fact, action + " failed: " + phrase(error), "try again");
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
