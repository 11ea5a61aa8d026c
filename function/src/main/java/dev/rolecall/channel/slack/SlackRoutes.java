package dev.rolecall.channel.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.channel.wording.RoutingWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final Set<String> SEVERITIES = Set.of("SECURITY", "HIGH", "MEDIUM", "LOW");
  private static final String REPEAT = "repeatMinutes";
  private static final int LEAST_REPEAT = 5;
  private static final int MOST_REPEAT = 1_440;

  public SlackRoutes {
    routes = List.copyOf(routes);
  }

  /// A channel and what has to hold for it.
  ///
  /// @param conditions by `account`, `roleAccount`, `cause` or `severity`
  /// @param repeat the least time between two messages of a webhook that say the same; empty for as
  ///   they come
  public record Route(Map<String, String> conditions, String channel, Optional<Duration> repeat) {
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
  /// "C0123456789", "repeatMinutes": 60}]`; each condition may be left out, and so may
  /// `repeatMinutes`. A blank text has none.
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
      throw new IllegalArgumentException(RoutingWords.routesNotJson(), e);
    }
    if (!tree.isArray()) {
      throw new IllegalArgumentException(RoutingWords.routesNotAList());
    }
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < tree.size(); i++) {
      routes.add(route(tree.get(i), i + 1));
    }
    return new SlackRoutes(routes, otherwise);
  }

  private static Route route(JsonNode json, int number) {
    Map<String, String> conditions = new TreeMap<>();
    String channel = json.path("channel").asText("");
    if (channel.isEmpty()) {
      throw new IllegalArgumentException(RoutingWords.noChannel(number));
    }
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      String value = field.getValue().asText("");
      if (field.getKey().equals("severity") && !SEVERITIES.contains(value)) {
        throw new IllegalArgumentException(
            RoutingWords.badSeverity(number, SEVERITIES.stream().sorted().toList()));
      }
      if (CONDITIONS.contains(field.getKey()) && field.getValue().isTextual()) {
        conditions.put(field.getKey(), value);
      } else if (!Set.of("channel", REPEAT).contains(field.getKey())) {
        throw new IllegalArgumentException(RoutingWords.badCondition(number, field.getKey()));
      }
    }
    return new Route(conditions, channel, repeat(json.path(REPEAT), number));
  }

  private static Optional<Duration> repeat(JsonNode minutes, int number) {
    if (minutes.isMissingNode()) {
      return Optional.empty();
    }
    if (!minutes.isInt() || minutes.intValue() < LEAST_REPEAT || minutes.intValue() > MOST_REPEAT) {
      throw new IllegalArgumentException(RoutingWords.badRepeat(number, LEAST_REPEAT, MOST_REPEAT));
    }
    return Optional.of(Duration.ofMinutes(minutes.intValue()));
  }

  /// The route of an alert.
  public Route route(SlackAlert.Facts facts) {
    return routes.stream()
        .filter(route -> route.matches(facts))
        .findFirst()
        .orElseGet(() -> new Route(Map.of(), otherwise, Optional.empty()));
  }

  /// The channel for an alert.
  public String channel(SlackAlert.Facts facts) {
    return route(facts).channel();
  }
}
