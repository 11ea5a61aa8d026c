package dev.rolecall.lambda;

import dev.rolecall.lambda.settings.Environment;
import dev.rolecall.lambda.settings.ExplainSettings;
import dev.rolecall.lambda.wiring.FunctionContext;
import dev.rolecall.lambda.wiring.SweepModule;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// The sweep: looks at incidents on a schedule and when IAM was changed, and writes digests.
public final class SweepHandler extends EventHandler {

  /// What is left of an invocation for a look that was begun and for writing the log.
  private static final Duration RESERVE = Duration.ofSeconds(20);

  /// Made by Lambda.
  ///
  /// @throws RuntimeException when a setting is missing or makes no sense; says which
  public SweepHandler() {
    this(System.getenv(), Clock.systemUTC());
  }

  SweepHandler(Map<String, String> variables, Clock clock) {
    Environment environment = new Environment(variables);
    FunctionContext context =
        context(
            environment, ExplainSettings.of(environment), UrlConnectionHttpClient.create(), clock);
    super(context, new SweepModule(context), RESERVE);
  }
}
