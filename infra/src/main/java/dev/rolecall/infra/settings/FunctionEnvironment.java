package dev.rolecall.infra.settings;

import dev.rolecall.incident.enumeration.PrivilegedNames;
import dev.rolecall.installation.Variable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the functions are told by their environment, but for what all of them are told.
public final class FunctionEnvironment {

  /// An empty variable is one that is not set.
  private static final String NOTHING = "-";

  private final Map<String, String> variables = new TreeMap<>();

  private FunctionEnvironment(ResourceNames names) {
    put(Variable.TABLE, names.table());
  }

  /// Of the explain and the sweep function.
  public static Map<String, String> explain(Settings settings, ResourceNames names) {
    FunctionEnvironment environment = new FunctionEnvironment(names);
    environment.put(Variable.TOPIC_ARN, names.alerts());
    environment.put(Variable.UPDATES_TOPIC_ARN, names.updates());
    environment.put(Variable.LOOK_QUEUE_URL, names.checks());
    environment.put(Variable.LOOK_FAILURES_QUEUE_URL, names.failedChecks());
    settings
        .numbers()
        .forEach(
            (setting, number) ->
                environment.variables.put(setting.variable(), String.valueOf(number)));
    environment.put(Variable.READER_ROLE_NAME, settings.reader().map(Settings.Reader::roleName));
    environment.put(
        Variable.READER_EXTERNAL_ID, settings.reader().flatMap(Settings.Reader::externalId));
    environment.put(
        Variable.ORGANIZATION_INDEX, Optional.of("on").filter(_ -> settings.organization().read()));
    environment.put(Variable.ORGANIZATION_ACCOUNT, settings.organization().account());
    environment.put(
        Variable.MUTES,
        SettingsJson.of(settings.mutes().stream().map(FunctionEnvironment::mute).toList()));
    environment.put(
        Variable.OWNER_TAGS,
        Optional.of(String.join(",", settings.ownerTags())).filter(tags -> !tags.isEmpty()));
    environment.put(
        Variable.PRIVILEGED_ROLES,
        Optional.of(settings.privilegedRoles())
            .filter(words -> !words.equals(PrivilegedNames.STANDARD.words()))
            .map(words -> words.isEmpty() ? NOTHING : String.join(",", words)));
    environment.put(Variable.RUNBOOK_URL, settings.links().runbook());
    environment.put(Variable.ACCESS_PORTAL_URL, settings.links().accessPortal());
    environment.put(
        Variable.CHANNELS,
        Optional.of(settings.webhooks().keySet())
            .filter(channels -> !channels.isEmpty())
            .map(
                channels ->
                    channels.stream().map(WebhookChannel::key).collect(Collectors.joining(","))));
    return environment.variables;
  }

  /// Of the survey function.
  ///
  /// @param installation the name of the parameter that describes the installation
  /// @param operations the ARN of the topic for who runs Rolecall
  public static Map<String, String> survey(
      Settings settings, ResourceNames names, String installation, String operations) {
    Map<String, String> variables = explain(settings, names);
    variables.put(Variable.INSTALLATION.key(), installation);
    variables.put(Variable.OPERATIONS_TOPIC_ARN.key(), operations);
    return variables;
  }

  /// Of the Slack function.
  public static Map<String, String> slack(Settings.Slack slack, ResourceNames names) {
    FunctionEnvironment environment = new FunctionEnvironment(names);
    environment.variables.put(Variable.secret("slack"), slack.secret().text());
    environment.put(
        Variable.SLACK_ROUTES,
        SettingsJson.of(slack.routes().stream().map(FunctionEnvironment::route).toList()));
    environment.put(Variable.SLACK_OWNERS, SettingsJson.of(new TreeMap<>(slack.owners())));
    environment.put(Variable.SLACK_CHANNEL, slack.channel());
    environment.put(Variable.SLACK_API, slack.api());
    environment.put(Variable.SLACK_INTERACTIVE, slack.interactive().map(_ -> "on"));
    return environment.variables;
  }

  /// Of the interactions function.
  ///
  /// @param queue the address of the queue of what people asked for
  public static Map<String, String> interaction(
      Settings.Slack slack, ResourceNames names, String queue) {
    FunctionEnvironment environment = new FunctionEnvironment(names);
    environment.variables.put(Variable.secret("slack"), slack.secret().text());
    environment.put(Variable.INTERACTION_QUEUE_URL, queue);
    return environment.variables;
  }

  /// Of the function that does what people asked for. It reads what the explain function reads, and
  /// alerts nobody: it needs no mutes.
  public static Map<String, String> interactionWorker(
      Settings settings,
      Settings.Slack slack,
      Settings.Interactive interactive,
      ResourceNames names) {
    Map<String, String> variables = explain(settings, names);
    variables.remove(Variable.MUTES.key());
    variables.put(Variable.secret("slack"), slack.secret().text());
    slack.api().ifPresent(api -> variables.put(Variable.SLACK_API.key(), api));
    if (interactive.why()) {
      variables.put(Variable.INTERACTION_WHY.key(), "on");
    }
    if (!interactive.workspaces().isEmpty()) {
      variables.put(Variable.SLACK_WORKSPACES.key(), String.join(",", interactive.workspaces()));
    }
    return variables;
  }

  private static Map<String, String> mute(Settings.Mute mute) {
    Map<String, String> json = new TreeMap<>(mute.covers());
    json.put("until", mute.until().text());
    mute.reason().ifPresent(reason -> json.put("reason", reason));
    return json;
  }

  private static Map<String, Object> route(Settings.Route route) {
    Map<String, Object> json = new TreeMap<>(route.conditions());
    json.put("channel", route.channel());
    route.repeatMinutes().ifPresent(minutes -> json.put("repeatMinutes", minutes));
    return json;
  }

  private void put(Variable variable, String value) {
    variables.put(variable.key(), value);
  }

  private void put(Variable variable, Optional<String> value) {
    value.ifPresent(text -> put(variable, text));
  }
}
