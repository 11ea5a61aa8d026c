package dev.rolecall.lambda;

import dev.rolecall.lambda.settings.Environment;
import dev.rolecall.lambda.settings.SurveySettings;
import dev.rolecall.lambda.wiring.FunctionContext;
import dev.rolecall.lambda.wiring.SurveyModule;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// The survey: looks on a schedule whether the installation works.
public final class SurveyHandler extends EventHandler {

  /// What is left of an invocation for the mail and for writing the log.
  private static final Duration RESERVE = Duration.ofSeconds(20);

  /// Made by Lambda.
  ///
  /// @throws RuntimeException when a setting is missing or makes no sense; says which
  public SurveyHandler() {
    this(System.getenv(), Clock.systemUTC());
  }

  SurveyHandler(Map<String, String> variables, Clock clock) {
    Environment environment = new Environment(variables);
    SurveySettings settings = SurveySettings.of(environment);
    FunctionContext context =
        context(
            environment,
            settings.explain(),
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(3))
                .socketTimeout(Duration.ofSeconds(30))
                .build(),
            clock);
    super(context, new SurveyModule(context, settings), RESERVE);
  }
}
