package dev.rolecall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.rolecall.lambda.wiring.AwsContext;
import java.time.Duration;
import java.util.function.Consumer;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/// What all functions share: they start from a snapshot, and log with the fields of Lambda.
abstract class SnapshotHandler implements Resource {

  SnapshotHandler() {
    Core.getGlobalContext().register(this);
  }

  static AwsContext aws(SdkHttpClient http) {
    return new AwsContext(http, DefaultCredentialsProvider.builder().build());
  }

  /// Runs a sample, so that what an invocation needs is loaded and compiled.
  abstract void prime() throws Exception;

  /// Runs an invocation.
  ///
  /// @param reserve what is left of its time for what was begun, and for writing the log
  static void run(Context context, Duration reserve, Consumer<Duration> work) {
    Duration budget = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(reserve);
    PowertoolsLogging.withLogging(
        context,
        () -> {
          work.accept(budget);
          return context;
        });
  }

  /// Before SnapStart takes its picture. Powertools loads thousands of classes then, after this if
  /// it were left to it, and HotSpot would give up what the samples had compiled.
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) throws Exception {
    new MetricsFactory().beforeCheckpoint(context);
    prime();
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    // Nothing that was opened before the picture is used after it.
  }
}
