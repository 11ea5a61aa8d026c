package dev.rolecall.lambda.settings;

import dev.rolecall.channel.slack.SlackMentions;
import dev.rolecall.channel.slack.SlackRoutes;
import dev.rolecall.channel.slack.SlackWorkspace;
import dev.rolecall.explanation.notification.Channel;
import dev.rolecall.installation.Variable;
import dev.rolecall.lambda.outbox.SqsOutbox;
import dev.rolecall.lambda.wording.EnvironmentWords;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/// What the Slack function is told by its environment.
///
/// @param secret where webhook or token is kept: `secretsmanager:NAME` or `ssm:/NAME`
/// @param table the name of the table where it is kept what stands in Slack
/// @param outbox the queue of messages for Slack; empty where they are delivered as they come
public record SlackSettings(
    String secret, SlackWorkspace workspace, String table, Optional<SqsOutbox.Urls> outbox) {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /// Reads the settings.
  ///
  /// @throws BadSetting when a variable is missing or makes no sense
  public static SlackSettings of(Environment environment) {
    String channel = environment.optional(Variable.SLACK_CHANNEL).orElse("");
    return new SlackSettings(
        environment.secretLocation(Channel.SLACK),
        new SlackWorkspace(
            environment
                .optional(
                    Variable.SLACK_API,
                    SlackSettings::webApi,
                    EnvironmentWords.https(SlackWorkspace.WEB_API))
                .orElse(SlackWorkspace.WEB_API),
            environment.parsed(Variable.SLACK_ROUTES, json -> SlackRoutes.parse(json, channel)),
            environment.parsed(Variable.SLACK_OWNERS, SlackMentions::parse),
            environment.optional(Variable.SLACK_INTERACTIVE).isPresent()),
        environment.table(),
        environment.outbox());
  }

  /// Whether Slack is a stand-in on this machine, whose webhooks are not where Slack has them.
  public boolean isLoopback() {
    return isLoopback(workspace.webApi());
  }

  private static boolean isLoopback(URI address) {
    return LOOPBACK.contains(Optional.ofNullable(address.getHost()).orElse(""));
  }

  private static Optional<URI> webApi(String text) {
    try {
      return Optional.of(new URI(text))
          .filter(address -> address.getHost() != null)
          .filter(
              address ->
                  "https".equals(address.getScheme())
                      || ("http".equals(address.getScheme()) && isLoopback(address)));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }
}
