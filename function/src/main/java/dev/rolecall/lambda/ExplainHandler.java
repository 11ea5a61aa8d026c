package dev.rolecall.lambda;

import dev.rolecall.lambda.settings.Environment;
import dev.rolecall.lambda.settings.ExplainSettings;
import dev.rolecall.lambda.wiring.ExplainModule;
import dev.rolecall.lambda.wiring.FunctionContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// The explain function: takes a denied call from EventBridge, works out why, and publishes it to
/// the topic.
public final class ExplainHandler extends EventHandler {

  /// Made by Lambda.
  ///
  /// @throws RuntimeException when a setting is missing or makes no sense; says which
  public ExplainHandler() {
    this(System.getenv(), Clock.systemUTC());
  }

  ExplainHandler(Map<String, String> variables, Clock clock) {
    Environment environment = new Environment(variables);
    FunctionContext context =
        context(
            environment, ExplainSettings.of(environment), UrlConnectionHttpClient.create(), clock);
    super(context, ExplainModule.of(context), Duration.ZERO);
  }
}
