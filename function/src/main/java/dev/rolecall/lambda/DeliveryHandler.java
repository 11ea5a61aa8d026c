package dev.rolecall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.lambda.priming.DeliveryPriming;
import dev.rolecall.lambda.service.DeliveryService;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.wiring.AwsContext;
import dev.rolecall.lambda.wiring.ChannelModule;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// A function that takes messages from the topic to one channel. Each channel has a function of its
/// own, so that one that does not answer neither delays the others nor makes them send again, and
/// each function may read its one secret only.
abstract class DeliveryHandler implements RequestHandler<SNSEvent, @Nullable Void>, Resource {

  /// What is left of an invocation for writing the log.
  private static final Duration RESERVE = Duration.ofSeconds(2);

  private final ChannelModule module;
  private final Clock clock;
  private final DeliveryService function;

  DeliveryHandler(ChannelModule module, Clock clock) {
    this.module = module;
    this.clock = clock;
    this.function =
        new DeliveryService(
            module.name(),
            module.channel(
                new AwsContext(
                    UrlConnectionHttpClient.create(), DefaultCredentialsProvider.builder().build()),
                ChannelHttp.create(
                    HttpClient.newBuilder()
                        .connectTimeout(ChannelModule.PATIENCE)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build()),
                clock),
            new FunctionLog("rolecall"));
    Core.getGlobalContext().register(this);
  }

  @Override
  public @Nullable Void handleRequest(SNSEvent event, Context context) {
    Duration budget = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
    return PowertoolsLogging.withLogging(
        context,
        () -> {
          function.run(event, budget);
          return null;
        });
  }

  /// Runs a sample before SnapStart takes its picture, so that what an invocation needs is loaded
  /// and compiled.
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    DeliveryPriming.run(module, clock);
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    // Nothing that was opened before the picture is used after it.
  }
}
