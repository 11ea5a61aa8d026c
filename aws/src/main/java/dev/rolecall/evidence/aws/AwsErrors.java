package dev.rolecall.evidence.aws;

import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapReason.CallFailed;
import dev.rolecall.denial.GapReason.CallFailed.Outcome;
import dev.rolecall.evidence.aws.ReadListener.Failure;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/// What the errors of AWS mean, and what may be told of them.
public final class AwsErrors {

  /// More of AWS's words than this do not help.
  private static final int LONGEST = 300;

  private static final Set<String> NOT_ALLOWED =
      Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation");

  private static final Set<String> NOT_THERE =
      Set.of(
          "AWS.SimpleQueueService.NonExistentQueue",
          "NoSuchEntity",
          "NotFound",
          "NotFoundException",
          "ResourceNotFoundException",
          "ParameterNotFound",
          "QueueDoesNotExist",
          "TrailNotFoundException",
          "AccountNotFoundException",
          "AWSOrganizationsNotInUseException");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9.]{1,64}");

  /// Meant for `sts:DecodeAuthorizationMessage`, not for people.
  private static final Pattern ENCODED =
      Pattern.compile("Encoded authorization failure message:.*", Pattern.DOTALL);

  /// The call was not made, because AWS would not have allowed it so soon.
  static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private AwsErrors() {}

  /// Whether AWS refused the call to those who made it.
  public static boolean isNotAllowed(AwsServiceException e) {
    return NOT_ALLOWED.contains(code(e));
  }

  /// Whether AWS answered that what was asked for does not exist.
  static boolean isNotThere(RuntimeException e) {
    return e instanceof AwsServiceException answer && NOT_THERE.contains(code(answer));
  }

  /// AWS's code of the error: `NoSuchEntity`; empty when the answer had none.
  public static String code(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElse("");
  }

  /// AWS's code of the error, where it is nothing but that.
  public static Optional<String> plainCode(AwsServiceException e) {
    return Optional.of(code(e)).filter(text -> CODE.matcher(text).matches());
  }

  /// Why the call brought no answer.
  public static Failure failure(RuntimeException e) {
    return switch (e) {
      case AwsServiceException answer when isNotAllowed(answer) -> Failure.NOT_ALLOWED;
      case AwsServiceException answer when answer.isThrottlingException() -> Failure.THROTTLED;
      case AwsServiceException _ -> Failure.FAILED;
      case TooMany _ -> Failure.THROTTLED;
      default -> isTimeout(e) ? Failure.TIMED_OUT : Failure.FAILED;
    };
  }

  /// Whether the caller's thread was interrupted, or the answer took too long.
  private static boolean isTimeout(Throwable e) {
    return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            at ->
                at instanceof AbortedException
                    || at instanceof ApiCallTimeoutException
                    || at instanceof InterruptedException
                    || at instanceof SocketTimeoutException);
  }

  /// Why nothing was read.
  ///
  /// @param call the action and what it was about: `iam:GetRole on role deploy`
  public static GapReason reason(String call, RuntimeException e) {
    return switch (failure(e)) {
      case NOT_ALLOWED -> new CallFailed(call, Outcome.DENIED, message(e));
      case THROTTLED -> new CallFailed(call, Outcome.THROTTLED, "");
      case TIMED_OUT -> new CallFailed(call, Outcome.TIMED_OUT, "");
      case FAILED ->
          new CallFailed(
              call,
              Outcome.FAILED,
              e instanceof AwsServiceException answer ? plain(code(answer)) : "");
    };
  }

  /// AWS's own words, in one line. They stay untrusted.
  public static String said(AwsServiceException e) {
    return message(e);
  }

  private static String message(RuntimeException e) {
    return Optional.of(e)
        .filter(AwsServiceException.class::isInstance)
        .map(answer -> ((AwsServiceException) answer).awsErrorDetails())
        .map(AwsErrorDetails::errorMessage)
        .map(said -> plain(ENCODED.matcher(said).replaceAll("")))
        .orElse("");
  }

  /// One line without control characters, and not too long. It stays untrusted.
  private static String plain(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Zs}\\p{Zl}\\p{Zp}]+", " ").strip();
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
