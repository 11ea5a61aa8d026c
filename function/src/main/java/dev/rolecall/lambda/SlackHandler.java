package dev.rolecall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.rolecall.publish.ParameterSecrets;
import dev.rolecall.publish.SlackPublisher;
import dev.rolecall.publish.SlackSecretReader;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// The Slack function: takes messages from the topic to Slack.
public final class SlackHandler implements RequestHandler<SNSEvent, @Nullable Void> {

  /// A rotated secret is picked up after this, or at once when Slack refuses the old one.
  private static final Duration SECRET_AGE = Duration.ofMinutes(5);

  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /// What is left of an invocation for writing the log.
  private static final Duration RESERVE = Duration.ofSeconds(2);

  private final SlackFunction function;

  /// Made by Lambda.
  ///
  /// @throws RuntimeException when a setting is missing or makes no sense; says which
  public SlackHandler() {
    this(System.getenv(), Clock.systemUTC());
  }

  SlackHandler(Map<String, String> environment, Clock clock) {
    SlackSettings settings = SlackSettings.of(new Environment(environment));
    SlackPublisher publisher =
        new SlackPublisher(
            HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build(),
            settings.webApi(),
            settings.routes(),
            ParameterSecrets.at(
                settings.secret(),
                SECRET_AGE,
                new SlackSecretReader(settings.isLoopback()),
                SlackHandler::secretsManager,
                SlackHandler::ssm),
            Thread::sleep,
            clock,
            PATIENCE);
    function = new SlackFunction(publisher::publish, new Journal("rolecall"));
  }

  private static SecretsManagerClient secretsManager() {
    return SecretsManagerClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
  }

  private static SsmClient ssm() {
    return SsmClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
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
}
