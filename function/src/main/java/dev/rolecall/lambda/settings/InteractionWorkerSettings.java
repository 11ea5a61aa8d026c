package dev.rolecall.lambda.settings;

import dev.rolecall.installation.Variable;
import dev.rolecall.lambda.wording.EnvironmentWords;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the function is told by its environment that does what people asked for in Slack.
///
/// @param explain what the explain function is told, too
/// @param slack where Slack is, and where its secret is kept
/// @param why whether it answers `/rolecall why`
/// @param workspaces IDs of the workspaces and organizations that may use it; empty when Slack is
///   asked which one it is installed in
public record InteractionWorkerSettings(
    ExplainSettings explain, SlackSettings slack, boolean why, Set<String> workspaces) {

  private static final String ID = "[TE][A-Z0-9]{2,30}";

  public InteractionWorkerSettings {
    workspaces = Set.copyOf(workspaces);
  }

  /// Reads the settings.
  ///
  /// @throws BadSetting when a variable is missing or makes no sense
  public static InteractionWorkerSettings of(Environment environment) {
    return new InteractionWorkerSettings(
        ExplainSettings.of(environment),
        SlackSettings.of(environment),
        environment.flag(Variable.INTERACTION_WHY),
        environment
            .optional(
                Variable.SLACK_WORKSPACES,
                InteractionWorkerSettings::workspaces,
                EnvironmentWords.slackWorkspaces())
            .map(Set::copyOf)
            .orElse(Set.of()));
  }

  private static Optional<List<String>> workspaces(String text) {
    return Optional.of(Arrays.asList(text.split(",", -1)))
        .filter(ids -> ids.stream().allMatch(id -> id.matches(ID)));
  }
}
