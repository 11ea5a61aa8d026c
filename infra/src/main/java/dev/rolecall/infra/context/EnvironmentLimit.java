package dev.rolecall.infra.context;

import dev.rolecall.infra.function.FunctionDefaults;
import dev.rolecall.infra.function.InstallationParameter;
import dev.rolecall.infra.settings.FunctionEnvironment;
import dev.rolecall.infra.settings.ResourceNames;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.settings.SettingsJson;
import dev.rolecall.infra.wording.SettingWords;
import dev.rolecall.installation.Variable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Whether what the functions are told fits into their environments, of which Lambda takes 4 KB in
/// all. It measures the variables as one JSON object, so that a quotation mark in a value counts
/// twice ("String measured", its refusal says).
/// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
final class EnvironmentLimit {

  static final int MOST_BYTES = 4000;

  /// Longer than the names and ARNs that CloudFormation gives the stack's own resources.
  private static final String NAME = "x".repeat(150);

  private EnvironmentLimit() {}

  static void check(Settings settings, SettingProblems settingProblems) {
    check(
        SettingWords.readingFunctions(),
        longer(explain(settings), survey(settings)),
        Map.of(
            "rolecall.mutes", Variable.MUTES.key(),
            "rolecall.ownerTags", Variable.OWNER_TAGS.key()),
        settingProblems);
    settings
        .slack()
        .ifPresent(
            slack ->
                check(
                    SettingWords.slackFunction(),
                    slack(slack, settings.logs()),
                    Map.of(
                        "rolecall.slack.routes", Variable.SLACK_ROUTES.key(),
                        "rolecall.slack.owners", Variable.SLACK_OWNERS.key()),
                    settingProblems));
    settings
        .slack()
        .ifPresent(
            slack ->
                slack
                    .interactive()
                    .ifPresent(
                        interactive ->
                            check(
                                SettingWords.interactionFunction(),
                                interactionWorker(settings, slack, interactive),
                                Map.of(
                                    "rolecall.slack.interactive.workspaces",
                                    Variable.SLACK_WORKSPACES.key(),
                                    "rolecall.ownerTags",
                                    Variable.OWNER_TAGS.key()),
                                settingProblems)));
  }

  /// The variables of the explain function, of which the sweep function has two less.
  static Map<String, String> explain(Settings settings) {
    Map<String, String> variables =
        new TreeMap<>(FunctionEnvironment.explain(settings, names(settings.hasUpdates())));
    variables.put(Variable.OWN_ROLE_ARN.key(), NAME);
    variables.put(Variable.SWEEP_ROLE_ARN.key(), NAME);
    variables.put(Variable.SURVEY_ROLE_ARN.key(), NAME);
    settings
        .slack()
        .flatMap(Settings.Slack::interactive)
        .ifPresent(_ -> variables.put(Variable.INTERACTION_ROLE_ARN.key(), NAME));
    variables.putAll(FunctionDefaults.environment(settings.logs()));
    return variables;
  }

  static Map<String, String> survey(Settings settings) {
    return with(
        FunctionDefaults.environment(settings.logs()),
        FunctionEnvironment.survey(
            settings, names(settings.hasUpdates()), InstallationParameter.NAME, NAME));
  }

  static Map<String, String> interactionWorker(
      Settings settings, Settings.Slack slack, Settings.Interactive interactive) {
    return with(
        FunctionDefaults.environment(settings.logs()),
        FunctionEnvironment.interactionWorker(
            settings, slack, interactive, names(settings.hasUpdates())));
  }

  private static Map<String, String> with(Map<String, String> one, Map<String, String> other) {
    Map<String, String> both = new TreeMap<>(one);
    both.putAll(other);
    return both;
  }

  private static Map<String, String> longer(Map<String, String> one, Map<String, String> other) {
    return bytes(one) >= bytes(other) ? one : other;
  }

  static Map<String, String> slack(Settings.Slack slack, Settings.Logs logs) {
    Map<String, String> variables =
        with(FunctionDefaults.environment(logs), FunctionEnvironment.slack(slack, names(true)));
    variables.put(Variable.OUTBOX_URL.key(), NAME);
    variables.put(Variable.DEAD_LETTERS_URL.key(), NAME);
    return variables;
  }

  private static ResourceNames names(boolean updates) {
    return new ResourceNames(NAME, NAME, Optional.of(NAME).filter(_ -> updates), NAME, NAME);
  }

  /// @param lists the settings that may be of any length, and their variables
  private static void check(
      String function,
      Map<String, String> variables,
      Map<String, String> lists,
      SettingProblems settingProblems) {
    int bytes = bytes(variables);
    if (bytes > MOST_BYTES) {
      String longest =
          new TreeMap<>(lists)
              .entrySet().stream()
                  .map(
                      list ->
                          SettingWords.withBytes(
                              list.getKey(), bytes(variables.getOrDefault(list.getValue(), ""))))
                  .collect(Collectors.joining(" and "));
      settingProblems.add(SettingWords.environmentTooLarge(longest, function, bytes, MOST_BYTES));
    }
  }

  private static int bytes(Object value) {
    return SettingsJson.of(value).getBytes(StandardCharsets.UTF_8).length;
  }
}
