package dev.rolecall.lambda;

import dev.rolecall.lambda.settings.Environment;
import dev.rolecall.lambda.settings.SlackSettings;
import dev.rolecall.lambda.wiring.SlackModule;
import java.time.Clock;
import java.util.Map;

/// The Slack function: takes messages from the topic to Slack.
public final class SlackHandler extends DeliveryHandler {

  /// Made by Lambda.
  ///
  /// @throws RuntimeException when a setting is missing or makes no sense; says which
  public SlackHandler() {
    this(System.getenv(), Clock.systemUTC());
  }

  SlackHandler(Map<String, String> variables, Clock clock) {
    super(new SlackModule(SlackSettings.of(new Environment(variables))), clock);
  }
}
