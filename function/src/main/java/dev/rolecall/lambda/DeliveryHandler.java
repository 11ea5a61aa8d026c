package dev.rolecall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.lambda.priming.Priming;
import dev.rolecall.lambda.service.DeliveryService;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.wiring.ChannelModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// A function that takes messages from the topic to one channel. Each channel has a function of its
/// own, so that one that does not answer neither delays the others nor makes them send again, and
/// each function may read its one secret only.
abstract class DeliveryHandler extends SnapshotHandler implements RequestStreamHandler {

  /// What is left of an invocation for writing the log.
  private static final Duration RESERVE = Duration.ofSeconds(2);

  private final ChannelModule module;
  private final Clock clock;
  private final SdkHttpClient aws = UrlConnectionHttpClient.create();
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
        module.service(aws(aws), ChannelHttp.create(http), new FunctionLog("rolecall"), clock);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    byte[] bytes = event.readAllBytes();
    AtomicReference<byte[]> answer = new AtomicReference<>(new byte[0]);
    run(context, RESERVE, budget -> answer.set(function.run(bytes, budget)));
    response.write(answer.get());
  }

  @Override
  void prime() throws Exception {
    Priming.deliver(module, aws, clock);
  }
}
