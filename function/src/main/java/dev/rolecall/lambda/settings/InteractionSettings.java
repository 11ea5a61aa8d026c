package dev.rolecall.lambda.settings;

import dev.rolecall.explanation.notification.Channel;
import dev.rolecall.installation.Variable;
import dev.rolecall.lambda.wording.EnvironmentWords;

/// What the interactions function is told by its environment.
///
/// @param secret where the signing secret is kept: `secretsmanager:NAME` or `ssm:/NAME`
/// @param table the name of the table where requests are remembered
/// @param queue the address of the queue of what people asked for
public record InteractionSettings(String secret, String table, String queue) {

  private static final String URL = "https?://\\S{1,500}";

  /// Reads the settings.
  ///
  /// @throws BadSetting when a variable is missing or makes no sense
  public static InteractionSettings of(Environment environment) {
    return new InteractionSettings(
        environment.secretLocation(Channel.SLACK),
        environment.table(),
        environment.required(
            Variable.INTERACTION_QUEUE_URL,
            Environment.matching(URL),
            EnvironmentWords.queueAddress()));
  }
}
