package dev.rolecall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.rolecall.channel.slack.SlackHttp;
import dev.rolecall.lambda.priming.SlackPriming;
import dev.rolecall.lambda.service.SlackService;
import dev.rolecall.lambda.settings.Environment;
import dev.rolecall.lambda.settings.SlackSettings;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.wiring.AwsContext;
import dev.rolecall.lambda.wiring.SlackModule;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// The Slack function: takes messages from the topic to Slack.
public final class SlackHandler implements RequestHandler<SNSEvent, @Nullable Void>, Resource {

  /// What is left of an invocation for writing the log.
  private static final Duration RESERVE = Duration.ofSeconds(2);

  private final SlackSettings settings;
  private final Clock clock;
  private final SlackService function;

  /// Made by Lambda.
  ///
  /// @throws RuntimeException when a setting is missing or makes no sense; says which
  public SlackHandler() {
    this(System.getenv(), Clock.systemUTC());
  }

  SlackHandler(Map<String, String> variables, Clock clock) {
    this.settings = SlackSettings.of(new Environment(variables));
    this.clock = clock;
    this.function =
        SlackModule.of(
            settings,
            new AwsContext(
                UrlConnectionHttpClient.create(), DefaultCredentialsProvider.builder().build()),
            SlackHttp.create(
                HttpClient.newBuilder()
                    .connectTimeout(SlackModule.PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build()),
            new FunctionLog("rolecall"),
            clock);
    Core.getGlobalContext().register(this);
  }

  @Override
  public @Nullable Void handleRequest(SNSEvent event, Context context) {
    Duration budget = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
    return PowertoolsLogging.withLogging(
        context,
        () -> {
          function.run(event, budget);
          return null;
        });
  }

  /// Runs a sample before SnapStart takes its picture, so that what an invocation needs is loaded
  /// and compiled.
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    SlackPriming.run(settings, clock);
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    // Nothing that was opened before the picture is used after it.
  }
}
