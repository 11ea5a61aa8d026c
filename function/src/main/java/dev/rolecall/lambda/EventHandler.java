package dev.rolecall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.rolecall.lambda.priming.Priming;
import dev.rolecall.lambda.settings.Environment;
import dev.rolecall.lambda.settings.ExplainSettings;
import dev.rolecall.lambda.telemetry.EmfMetrics;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.wiring.EventFunction;
import dev.rolecall.lambda.wiring.FunctionContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.http.SdkHttpClient;

/// A function that takes events as they come, from EventBridge or a schedule.
abstract class EventHandler extends SnapshotHandler implements RequestStreamHandler {

  private final FunctionContext context;
  private final EventFunction function;
  private final Duration reserve;

  /// @param reserve what is left of an invocation for what was begun, and for writing the log
  EventHandler(FunctionContext context, EventFunction function, Duration reserve) {
    this.context = context;
    this.function = function;
    this.reserve = reserve;
  }

  static FunctionContext context(
      Environment environment, ExplainSettings settings, SdkHttpClient http, Clock clock) {
    return new FunctionContext(
        settings,
        aws(http),
        new FunctionLog("rolecall"),
        new EmfMetrics(environment.service()),
        clock);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context invocation)
      throws IOException {
    response.write(
        answer(function, event.readAllBytes(), invocation, reserve)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static String answer(
      EventFunction function, byte[] event, Context invocation, Duration reserve) {
    AtomicReference<String> answer = new AtomicReference<>("");
    run(invocation, reserve, budget -> answer.set(function.run(event, budget)));
    return answer.get();
  }

  @Override
  void prime() throws Exception {
    Priming.explain(
        context.settings(),
        context.aws().http(),
        (sample, event, invocation) -> {
          var _ = answer(sample, event, invocation, Duration.ZERO);
        });
  }
}
