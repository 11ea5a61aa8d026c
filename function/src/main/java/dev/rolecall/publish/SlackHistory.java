package dev.rolecall.publish;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Whether a message of an episode stands in a channel: asked when somebody sent one, perhaps, and
/// did not live to note it. Slack has no other means to send only once.
sealed interface SlackHistory {

  /// It is there.
  record Found(SlackThread.Shown.Message message) implements SlackHistory {}

  /// It is not there, or the bot may not look (the scopes `channels:history`, `groups:history`).
  record NotFound() implements SlackHistory {}

  /// Slack did not answer as it may later.
  record NotNow(SlackAnswer answer) implements SlackHistory {}

  /// What an answer of
  /// [conversations.history](https://docs.slack.dev/reference/methods/conversations.history) says.
  static SlackHistory of(SlackAnswer answer, String channel, SlackNotice notice) {
    return switch (answer) {
      case SlackAnswer.Delivered(JsonNode body) ->
          find(body.path("messages"), notice)
              .<SlackHistory>map(name -> new Found(new SlackThread.Shown.Message(channel, name)))
              .orElseGet(NotFound::new);
      case SlackAnswer.Busy _, SlackAnswer.Failed _, SlackAnswer.SecretRefused _ ->
          new NotNow(answer);
      case SlackAnswer.MessageRefused _, SlackAnswer.NotEditable _, SlackAnswer.Refused _ ->
          new NotFound();
    };
  }

  private static Optional<String> find(JsonNode messages, SlackNotice notice) {
    return StreamSupport.stream(messages.spliterator(), false)
        .filter(message -> isAbout(notice, message.path("metadata")))
        .findFirst()
        .flatMap(SlackAnswer.Delivered::timestamp);
  }

  private static boolean isAbout(SlackNotice notice, JsonNode metadata) {
    JsonNode payload = metadata.path("event_payload");
    return metadata.path("event_type").asText("").equals(SlackCall.EVENT_TYPE)
        && payload.path("incident").asText("").equals(notice.incident())
        && payload.path("episode").asInt() == notice.episode();
  }
}
