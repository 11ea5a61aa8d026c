package dev.rolecall.infra.rule;

import dev.rolecall.infra.resource.FailureQueue;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.IApiDestination;
import software.amazon.awscdk.services.events.targets.ApiDestination;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.IFunction;

/// How EventBridge hands events to a function: it tries again as long as they are news, and keeps
/// what it could not deliver.
public final class Delivery {

  /// The most there may be, so that the age alone ends it: they are spaced out by a backoff.
  private static final int ATTEMPTS = 185;

  private Delivery() {}

  public static LambdaFunction.Builder to(
      IFunction function, Duration newsFor, FailureQueue undelivered) {
    return LambdaFunction.Builder.create(function)
        .deadLetterQueue(undelivered.queue())
        .maxEventAge(newsFor)
        .retryAttempts(ATTEMPTS);
  }

  /// The same to an API of others.
  public static ApiDestination.Builder to(
      IApiDestination destination, Duration newsFor, FailureQueue undelivered) {
    return ApiDestination.Builder.create(destination)
        .deadLetterQueue(undelivered.queue())
        .maxEventAge(newsFor)
        .retryAttempts(ATTEMPTS);
  }

  /// The same, as a rule has it, for targets of which the CDK does not let it be said.
  public static Map<String, Object> retries(Duration newsFor) {
    return new TreeMap<>(
        Map.of("MaximumEventAgeInSeconds", newsFor.toSeconds(), "MaximumRetryAttempts", ATTEMPTS));
  }
}
