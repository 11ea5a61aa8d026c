package dev.rolecall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.rolecall.lambda.interaction.InteractionService;
import dev.rolecall.lambda.interaction.UrlAnswer;
import dev.rolecall.lambda.priming.Priming;
import dev.rolecall.lambda.settings.Environment;
import dev.rolecall.lambda.settings.InteractionSettings;
import dev.rolecall.lambda.telemetry.EmfMetrics;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.wiring.InteractionModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// The interactions function: Slack sends it what people press and the command `/rolecall`. It
/// checks the signature and queues what was asked for.
public final class InteractionHandler extends SnapshotHandler implements RequestStreamHandler {

  private final InteractionModule module;
  private final Clock clock;
  private final SdkHttpClient aws = UrlConnectionHttpClient.create();
  private final InteractionService service;

  /// Made by Lambda.
  ///
  /// @throws RuntimeException when a setting is missing or makes no sense; says which
  public InteractionHandler() {
    this(System.getenv(), Clock.systemUTC());
  }

  InteractionHandler(Map<String, String> variables, Clock clock) {
    Environment environment = new Environment(variables);
    this.module = new InteractionModule(InteractionSettings.of(environment));
    this.clock = clock;
    this.service =
        module.service(
            aws(aws), new FunctionLog("rolecall"), new EmfMetrics(environment.service()), clock);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    // No more than may be looked at: one byte too many is refused.
    byte[] bytes = event.readNBytes(InteractionService.MOST_EVENT_BYTES + 1);
    AtomicReference<UrlAnswer> answer = new AtomicReference<>(UrlAnswer.REFUSED);
    run(context, Duration.ZERO, _ -> answer.set(service.answer(bytes)));
    response.write(answer.get().json().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  void prime() throws Exception {
    Priming.interact(module, aws, clock);
  }
}
