package dev.rolecall.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which channel an alert goes to: that of the first route whose conditions all hold, else the
/// default one. With incoming webhooks a channel is the name of a webhook.
///
/// @param otherwise the default channel; may be empty with a bot token only where a route always
///   matches
public record SlackRoutes(List<Route> routes, String otherwise) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> CONDITIONS =
      Set.of("account", "roleAccount", "cause", "severity");

  /// Keeps its own copy.
  public SlackRoutes {
    routes = List.copyOf(routes);
  }

  /// A channel and what has to hold for it.
  ///
  /// @param conditions by `account`, `roleAccount`, `cause` or `severity`
  public record Route(Map<String, String> conditions, String channel) {
    /// Keeps its own copy.
    public Route {
      conditions = Map.copyOf(conditions);
    }

    private boolean matches(SlackAlert.Facts facts) {
      Map<String, String> is =
          Map.of(
              "account", facts.account(),
              "roleAccount", facts.roleAccount(),
              "cause", facts.cause(),
              "severity", facts.severity());
      return conditions.entrySet().stream()
          .allMatch(condition -> condition.getValue().equals(is.get(condition.getKey())));
    }
  }

  /// The routes in `json`: `[{"account": "111122223333", "cause": "SCP_DENY", "channel":
  /// "C0123456789"}]`; each condition may be left out. A blank text has none.
  ///
  /// @throws IllegalArgumentException when it is anything else; says what and where
  public static SlackRoutes parse(String json, String otherwise) {
    if (json.isBlank()) {
      return new SlackRoutes(List.of(), otherwise);
    }
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the routes for Slack are not JSON", e);
    }
    if (!tree.isArray()) {
      throw new IllegalArgumentException("the routes for Slack are not a list");
    }
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < tree.size(); i++) {
      routes.add(route(tree.get(i), "route " + (i + 1) + " for Slack"));
    }
    return new SlackRoutes(routes, otherwise);
  }

  private static Route route(JsonNode json, String where) {
    Map<String, String> conditions = new TreeMap<>();
    String channel = json.path("channel").asText("");
    if (channel.isEmpty()) {
      throw new IllegalArgumentException(where + " has no `channel`");
    }
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (CONDITIONS.contains(field.getKey()) && field.getValue().isTextual()) {
        conditions.put(field.getKey(), field.getValue().textValue());
      } else if (!field.getKey().equals("channel")) {
        throw new IllegalArgumentException(
            where + ": `" + field.getKey() + "` is no text or no condition");
      }
    }
    return new Route(conditions, channel);
  }

  /// The channel for an alert.
  public String channel(SlackAlert.Facts facts) {
    return routes.stream()
        .filter(route -> route.matches(facts))
        .map(Route::channel)
        .findFirst()
        .orElse(otherwise);
  }
}
