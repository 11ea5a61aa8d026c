package dev.rolecall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.rolecall.lambda.priming.Priming;
import dev.rolecall.lambda.settings.Environment;
import dev.rolecall.lambda.settings.SurveySettings;
import dev.rolecall.lambda.telemetry.EmfMetrics;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.wiring.AwsContext;
import dev.rolecall.lambda.wiring.SurveyModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// The survey: looks on a schedule whether the installation works.
public final class SurveyHandler implements RequestStreamHandler, Resource {

  /// What is left of an invocation for the mail and for writing the log.
  private static final Duration RESERVE = Duration.ofSeconds(20);

  private final SurveySettings settings;
  private final String service;
  private final Clock clock;
  private final SurveyModule line;

  /// Made by Lambda.
  ///
  /// @throws RuntimeException when a setting is missing or makes no sense; says which
  public SurveyHandler() {
    this(System.getenv(), Clock.systemUTC());
  }

  SurveyHandler(Map<String, String> variables, Clock clock) {
    Environment environment = new Environment(variables);
    this.settings = SurveySettings.of(environment);
    this.service = environment.optional("POWERTOOLS_SERVICE_NAME").orElse("rolecall");
    this.clock = clock;
    this.line =
        new SurveyModule(
            settings,
            new AwsContext(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(Duration.ofSeconds(3))
                    .socketTimeout(Duration.ofSeconds(30))
                    .build(),
                DefaultCredentialsProvider.builder().build()),
            new FunctionLog("rolecall"),
            new EmfMetrics(service),
            clock);
    Core.getGlobalContext().register(this);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    byte[] bytes = event.readAllBytes();
    Duration budget = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
    PowertoolsLogging.withLogging(
        context,
        () -> {
          line.run(bytes, budget);
          return context;
        });
  }

  /// Runs a sample before SnapStart takes its picture, as the explain function does.
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    Priming.run(settings.explain(), service + "-priming", clock);
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    // Nothing that was opened before the picture is used after it.
  }
}
