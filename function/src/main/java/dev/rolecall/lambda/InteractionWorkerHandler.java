package dev.rolecall.lambda;

import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.lambda.settings.Environment;
import dev.rolecall.lambda.settings.InteractionWorkerSettings;
import dev.rolecall.lambda.telemetry.EmfMetrics;
import dev.rolecall.lambda.wiring.ChannelModule;
import dev.rolecall.lambda.wiring.FunctionContext;
import dev.rolecall.lambda.wiring.InteractionWorkerModule;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// Does what people asked for in Slack, and answers them.
public final class InteractionWorkerHandler extends EventHandler {

  /// What is left of an invocation for an answer that was begun and for writing the log.
  private static final Duration RESERVE = Duration.ofSeconds(10);

  /// Made by Lambda.
  ///
  /// @throws RuntimeException when a setting is missing or makes no sense; says which
  public InteractionWorkerHandler() {
    this(System.getenv(), Clock.systemUTC());
  }

  InteractionWorkerHandler(Map<String, String> variables, Clock clock) {
    Environment environment = new Environment(variables);
    InteractionWorkerSettings settings = InteractionWorkerSettings.of(environment);
    FunctionContext context =
        context(environment, settings.explain(), UrlConnectionHttpClient.create(), clock);
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(ChannelModule.PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    super(
        context,
        new InteractionWorkerModule(
            context, settings, new EmfMetrics(environment.service()), ChannelHttp.create(http)),
        RESERVE);
  }
}
