package dev.rolecall.history.call;

import dev.rolecall.evidence.aws.AwsErrors;
import dev.rolecall.evidence.aws.ReadListener.Failure;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.history.wording.HistoryWords;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// A call to AWS that brought no answer.
public final class FailedCall {

  private FailedCall() {}

  /// Why there is no answer.
  ///
  /// @param call the action and what it was about: `logs:StartQuery on trail`
  /// @param policies the section of docs/permissions.md with the policies that it needs
  public static String why(String call, SdkException e, String policies) {
    if (e instanceof AwsServiceException answer) {
      String why = GapSentence.why(AwsErrors.reason(call, answer));
      return AwsErrors.isNotAllowed(answer) ? HistoryWords.notAllowed(why, policies) : why;
    }
    return AwsErrors.failure(e) == Failure.TIMED_OUT
        ? GapSentence.why(AwsErrors.reason(call, e))
        : HistoryWords.unreachable(call, reason(lostConnection(e).orElse(e)));
  }

  /// What was wrong with the network; empty when something else was wrong.
  public static Optional<Throwable> lostConnection(SdkException e) {
    return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
        .filter(IOException.class::isInstance)
        .reduce((_, inner) -> inner);
  }

  private static String reason(Throwable cause) {
    return cause.getClass().getSimpleName()
        + Optional.ofNullable(cause.getMessage()).map(message -> ": " + message).orElse("");
  }
}
