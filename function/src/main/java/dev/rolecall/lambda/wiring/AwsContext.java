package dev.rolecall.lambda.wiring;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;

/// How AWS is reached.
///
/// @param credentials the function's own
public record AwsContext(SdkHttpClient http, AwsCredentialsProvider credentials) {

  /// Ends calls that take too long, for all clients. By itself, each client starts five threads for
  /// that, one with each of its first calls.
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /// Calls that may take no longer than `patience`, further attempts included.
  static Consumer<ClientOverrideConfiguration.Builder> within(Duration patience) {
    return configuration -> configuration.apiCallTimeout(patience).scheduledExecutorService(TIMER);
  }
}
