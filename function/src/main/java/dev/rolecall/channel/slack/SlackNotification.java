package dev.rolecall.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.incident.state.NotificationKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which notice of which incident a message is.
///
/// @param incident the incident's id
/// @param episode from 1
/// @param number from 1; increases over all episodes of the incident
/// @param owner who owns the role, by its tags; untrusted text
record SlackNotification(
    String incident, int episode, int number, NotificationKind kind, Optional<String> owner) {

  private static final Pattern ID = Pattern.compile("(refusal|search|shared)-[0-9a-f]{1,64}");

  /// What the field `incident` of a message says; empty when it says nothing that can be
  /// understood.
  static Optional<SlackNotification> parse(JsonNode incident) {
    String id = incident.path("id").asText("");
    int episode = incident.path("episode").asInt();
    int number = incident.path("notice").asInt();
    if (!ID.matcher(id).matches() || episode < 1 || number < 1) {
      return Optional.empty();
    }
    return kind(incident.path("kind").asText(""))
        .map(
            kind ->
                new SlackNotification(
                    id,
                    episode,
                    number,
                    kind,
                    Optional.ofNullable(incident.path("owner").textValue())));
  }

  private static Optional<NotificationKind> kind(String name) {
    return Arrays.stream(NotificationKind.values())
        .filter(kind -> kind.name().equals(name))
        .findFirst();
  }
}
