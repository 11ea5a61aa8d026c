package dev.rolecall.lambda.interaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.incident.notification.IncidentButton;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// Interactions as they wait in their queue. Nothing else of Slack's request is in there.
public final class InteractionJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private InteractionJson() {}

  /// As text.
  public static String write(Interaction interaction) {
    ObjectNode json = JSON.createObjectNode().put("rolecall", "interaction");
    switch (interaction.wish()) {
      case Interaction.Wish.Press(IncidentButton button, IncidentButton.Value value) ->
          json.put("button", button.actionId()).put("value", value.text());
      case Interaction.Wish.Command(String text) -> json.put("command", text);
    }
    Requester by = interaction.by();
    json.put("team", by.team())
        .put("user", by.user())
        .put("name", by.name())
        .put("at", interaction.at().toString())
        .put("request", interaction.request());
    by.enterprise().ifPresent(id -> json.put("enterprise", id));
    by.ownTeam().ifPresent(id -> json.put("ownTeam", id));
    interaction.response().ifPresent(url -> json.put("response", url.address().toString()));
    return json.toString();
  }

  /// Reads it back; empty when it is something else.
  public static Optional<Interaction> read(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return json.path("rolecall").asText("").equals("interaction")
          ? wish(json).map(wish -> interaction(json, wish))
          : Optional.empty();
    } catch (JsonProcessingException | DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Interaction interaction(JsonNode json, Interaction.Wish wish) {
    return new Interaction(
        wish,
        new Requester(
            json.path("team").asText(""),
            text(json, "enterprise"),
            text(json, "ownTeam"),
            json.path("user").asText(""),
            json.path("name").asText("")),
        Instant.parse(json.path("at").asText("")),
        json.path("request").asText(""),
        text(json, "response").flatMap(ResponseUrl::parse));
  }

  private static Optional<Interaction.Wish> wish(JsonNode json) {
    Optional<String> command = text(json, "command");
    if (command.isPresent() || json.has("command")) {
      return Optional.of(new Interaction.Wish.Command(command.orElse("")));
    }
    return IncidentButton.of(json.path("button").asText(""))
        .flatMap(
            button ->
                IncidentButton.Value.parse(json.path("value").asText(""))
                    .map(value -> new Interaction.Wish.Press(button, value)));
  }

  private static Optional<String> text(JsonNode json, String field) {
    return Optional.of(json.path(field).asText("")).filter(text -> !text.isEmpty());
  }
}
