package dev.rolecall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.rolecall.lambda.priming.Priming;
import dev.rolecall.lambda.settings.Environment;
import dev.rolecall.lambda.settings.ExplainSettings;
import dev.rolecall.lambda.telemetry.EmfMetrics;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.wiring.AwsContext;
import dev.rolecall.lambda.wiring.ExplainModule;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// The explain function: takes a denied call from EventBridge, works out why, and publishes it to
/// the topic.
public final class ExplainHandler implements RequestStreamHandler, Resource {

  private final ExplainSettings settings;
  private final String service;
  private final Clock clock;
  private final ExplainModule line;

  /// Made by Lambda.
  ///
  /// @throws RuntimeException when a setting is missing or makes no sense; says which
  public ExplainHandler() {
    this(System.getenv(), Clock.systemUTC());
  }

  ExplainHandler(Map<String, String> variables, Clock clock) {
    Environment environment = new Environment(variables);
    this.settings = ExplainSettings.of(environment);
    this.service = environment.optional("POWERTOOLS_SERVICE_NAME").orElse("rolecall");
    this.clock = clock;
    this.line =
        ExplainModule.of(
            settings,
            new AwsContext(
                UrlConnectionHttpClient.create(), DefaultCredentialsProvider.builder().build()),
            new FunctionLog("rolecall"),
            new EmfMetrics(service),
            clock);
    Core.getGlobalContext().register(this);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context) {
    line.run(event, context);
  }

  /// Runs a sample before SnapStart takes its picture, so that what an invocation needs is loaded
  /// and compiled.
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    Priming.run(settings, service + "-priming", clock);
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    // Nothing that was opened before the picture is used after it.
  }
}
