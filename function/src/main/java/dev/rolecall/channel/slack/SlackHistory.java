package dev.rolecall.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.channel.ChannelAnswer;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Whether a message of an episode stands in a channel: asked when an invocation may have sent one
/// and ended before it noted that. Slack has no other means to send only once.
sealed interface SlackHistory {

  /// It is there.
  record Found(SlackMessageState.Shown.Message message) implements SlackHistory {}

  /// It is not there, or the bot may not look (the scopes `channels:history`, `groups:history`).
  record NotFound() implements SlackHistory {}

  /// Slack did not answer as it may later.
  record NotNow(ChannelAnswer.Problem problem) implements SlackHistory {}

  /// What an answer of
  /// [conversations.history](https://docs.slack.dev/reference/methods/conversations.history) says.
  static SlackHistory of(ChannelAnswer answer, String channel, SlackNotification notice) {
    return switch (answer) {
      case ChannelAnswer.Delivered(JsonNode body) ->
          find(body.path("messages"), notice)
              .<SlackHistory>map(
                  name -> new Found(new SlackMessageState.Shown.Message(channel, name)))
              .orElseGet(NotFound::new);
      case ChannelAnswer.Problem problem ->
          problem.kind().isPassing() ? new NotNow(problem) : new NotFound();
    };
  }

  private static Optional<String> find(JsonNode messages, SlackNotification notice) {
    return StreamSupport.stream(messages.spliterator(), false)
        .filter(message -> isAbout(notice, message.path("metadata")))
        .findFirst()
        .flatMap(SlackAnswers::timestamp);
  }

  private static boolean isAbout(SlackNotification notice, JsonNode metadata) {
    JsonNode payload = metadata.path("event_payload");
    return metadata.path("event_type").asText("").equals(SlackRequest.EVENT_TYPE)
        && payload.path("incident").asText("").equals(notice.incident())
        && payload.path("episode").asInt() == notice.episode();
  }
}
