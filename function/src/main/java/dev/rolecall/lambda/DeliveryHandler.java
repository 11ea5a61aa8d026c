package dev.rolecall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.lambda.priming.Priming;
import dev.rolecall.lambda.service.DeliveryService;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.wiring.ChannelModule;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// A function that takes messages from the topic to one channel. Each channel has a function of its
/// own, so that one that does not answer neither delays the others nor makes them send again, and
/// each function may read its one secret only.
abstract class DeliveryHandler extends SnapshotHandler
    implements RequestHandler<SNSEvent, @Nullable Void> {

  /// What is left of an invocation for writing the log.
  private static final Duration RESERVE = Duration.ofSeconds(2);

  private final ChannelModule module;
  private final Clock clock;
  private final DeliveryService function;

  DeliveryHandler(ChannelModule module, Clock clock) {
    this.module = module;
    this.clock = clock;
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(ChannelModule.PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.function =
        new DeliveryService(
            module.name(),
            module.channel(aws(UrlConnectionHttpClient.create()), ChannelHttp.create(http), clock),
            new FunctionLog("rolecall"));
  }

  @Override
  public @Nullable Void handleRequest(SNSEvent event, Context context) {
    run(context, RESERVE, budget -> function.run(event, budget));
    return null;
  }

  @Override
  void prime() throws Exception {
    Priming.deliver(module, clock);
  }
}
