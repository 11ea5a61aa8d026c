package dev.rolecall.infra.settings;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the Slack function is told.
public final class SlackEnvironment {

  public static final String ROUTES = "ROLECALL_SLACK_ROUTES";
  public static final String OWNERS = "ROLECALL_SLACK_OWNERS";

  private SlackEnvironment() {}

  public static Map<String, String> of(Settings.Slack slack, ResourceNames resourceNames) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("ROLECALL_TABLE", resourceNames.table());
    environment.put("ROLECALL_SLACK_SECRET", slack.secret().text());
    environment.put(ROUTES, SettingsJson.of(routes(slack)));
    environment.put(OWNERS, SettingsJson.of(new TreeMap<>(slack.owners())));
    slack.channel().ifPresent(channel -> environment.put("ROLECALL_SLACK_CHANNEL", channel));
    slack.api().ifPresent(api -> environment.put("ROLECALL_SLACK_API", api));
    return environment;
  }

  private static List<Map<String, Object>> routes(Settings.Slack slack) {
    return slack.routes().stream().map(SlackEnvironment::route).toList();
  }

  private static Map<String, Object> route(Settings.Route route) {
    Map<String, Object> json = new TreeMap<>(route.conditions());
    json.put("channel", route.channel());
    route.repeatMinutes().ifPresent(minutes -> json.put("repeatMinutes", minutes));
    return json;
  }
}
