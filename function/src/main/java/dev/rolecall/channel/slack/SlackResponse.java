package dev.rolecall.channel.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.incident.notification.DeliveryResult;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What an answer of Slack means. An incoming webhook answers with a status and a word, the Web API
/// nearly always with status 200 and `{"ok": false, "error": "word"}`.
///
/// | status | word | meaning |
/// |---|---|---|
/// | 200 | `ok` | delivered |
/// | 429, any | `ratelimited`, `rate_limited`, `message_limit_exceeded` | busy, for as long as `Retry-After` says |
/// | any | `invalid_blocks`, `invalid_blocks_format`, `msg_blocks_too_long`, `msg_too_long`, `invalid_payload`, `too_many_attachments`, `invalid_metadata_format`, `invalid_metadata_schema`, `metadata_too_large`, `metadata_must_be_sent_from_app` | the message is refused: its text may pass |
/// | any | `message_not_found`, `cant_update_message`, `edit_window_closed`, `block_mismatch`, `is_inactive`, `channel_not_found` | there is no such message, or it cannot be changed: a new one may pass |
/// | any | `invalid_auth`, `not_authed`, `token_revoked`, `token_expired`, `account_inactive`, `invalid_token`, `no_service`, `no_active_hooks`, `no_team`, `team_disabled` | the secret is refused: it may have been rotated |
/// | 403, 404 | none known | the secret is refused |
/// | 5xx, any | `internal_error`, `fatal_error`, `service_unavailable`, `request_timeout`, `rollup_error`, `update_failed`, `external_channel_migrating`, `team_added_to_org` | failed: may pass by itself |
/// | anything else: 400, 410, `is_archived`, `channel_is_archived`, `action_prohibited`, `missing_scope` | any | refused |
///
/// @see <a
///   href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">webhooks</a>
/// @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage">chat.postMessage</a>
/// @see <a href="https://docs.slack.dev/reference/methods/chat.update">chat.update</a>
sealed interface SlackResponse {

  /// The message is out, or what was asked for is in the answer.
  ///
  /// @param answer of the Web API; a webhook says nothing
  record Delivered(JsonNode answer) implements SlackResponse {

    /// What a reply names the message by; empty from a webhook.
    Optional<String> timestamp() {
      return timestamp(answer);
    }

    /// The message, where it is said which.
    Optional<SlackMessageState.Shown.Message> message() {
      return Optional.of(answer.path("channel").asText(""))
          .filter(channel -> CHANNEL.matcher(channel).matches())
          .flatMap(
              channel ->
                  timestamp().map(name -> new SlackMessageState.Shown.Message(channel, name)));
    }

    static Optional<String> timestamp(JsonNode message) {
      return Optional.of(message.path("ts").asText(""))
          .filter(timestamp -> TIMESTAMP.matcher(timestamp).matches());
    }
  }

  /// Slack takes no more for now.
  ///
  /// @param after as Slack asked, a second when it did not say
  record Busy(Duration after) implements SlackResponse {}

  record Failed(String why) implements SlackResponse {}

  record MessageRefused(String why) implements SlackResponse {}

  /// The message that was to be changed is not there, or cannot be changed.
  record NotEditable(String why) implements SlackResponse {}

  record SecretRefused(String why) implements SlackResponse {}

  record Refused(String why) implements SlackResponse {}

  /// Why it is not delivered; empty when it is.
  default Optional<String> problem() {
    return switch (this) {
      case Delivered _ -> Optional.empty();
      case Busy _ -> Optional.of("Slack is busy");
      case Failed(String why) -> Optional.of(why);
      case MessageRefused(String why) -> Optional.of(why);
      case NotEditable(String why) -> Optional.of(why);
      case SecretRefused(String why) -> Optional.of(why);
      case Refused(String why) -> Optional.of(why);
    };
  }

  /// What it means for a message that it is not delivered.
  default DeliveryResult failure() {
    String why = problem().orElse("nothing is known to be wrong");
    return switch (this) {
      case Busy(Duration after) -> new DeliveryResult.TryLater(why, Optional.of(after));
      case Failed _ -> new DeliveryResult.TryLater(why, Optional.empty());
      case Delivered _, MessageRefused _, NotEditable _, SecretRefused _, Refused _ ->
          new DeliveryResult.Rejected(why);
    };
  }

  ObjectMapper JSON = new ObjectMapper();
  Pattern WORD = Pattern.compile("[a-z_]{2,60}");
  Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}\\.[0-9]{1,12}");
  Pattern CHANNEL = Pattern.compile("[CDG][A-Z0-9]{1,30}");

  Set<String> BUSY = Set.of("ratelimited", "rate_limited", "message_limit_exceeded");
  Set<String> MESSAGE =
      Set.of(
          "invalid_blocks",
          "invalid_blocks_format",
          "msg_blocks_too_long",
          "msg_too_long",
          "invalid_payload",
          "too_many_attachments",
          "invalid_metadata_format",
          "invalid_metadata_schema",
          "metadata_too_large",
          "metadata_must_be_sent_from_app");
  Set<String> NOT_EDITABLE =
      Set.of(
          "message_not_found",
          "cant_update_message",
          "edit_window_closed",
          "block_mismatch",
          "is_inactive",
          "channel_not_found");
  Set<String> SECRET =
      Set.of(
          "invalid_auth",
          "not_authed",
          "token_revoked",
          "token_expired",
          "account_inactive",
          "invalid_token",
          "no_service",
          "no_active_hooks",
          "no_team",
          "team_disabled");
  Set<String> FAILED =
      Set.of(
          "internal_error",
          "fatal_error",
          "service_unavailable",
          "request_timeout",
          "rollup_error",
          "update_failed",
          "external_channel_migrating",
          "team_added_to_org");

  /// The meaning of an answer. Nothing of its body gets into it but a word as Slack has them.
  static SlackResponse of(ChannelHttp.Response response) {
    int status = response.status();
    JsonNode json = json(response.body());
    String word = json.isObject() ? json.path("error").asText("") : response.body().strip();
    boolean ok = json.isObject() ? json.path("ok").asBoolean() : word.equals("ok");
    if (status == 200 && ok) {
      return new Delivered(json);
    }
    boolean known = WORD.matcher(word).matches() && !word.equals("ok");
    String why = "Slack answered " + status + (known ? " " + word : "");
    if (status == 429 || BUSY.contains(word)) {
      return new Busy(response.retryDelay());
    }
    if (status >= 500 || FAILED.contains(word)) {
      return new Failed(why);
    }
    if (MESSAGE.contains(word)) {
      return new MessageRefused(why);
    }
    if (NOT_EDITABLE.contains(word)) {
      return new NotEditable(why);
    }
    return SECRET.contains(word) || (!known && (status == 403 || status == 404))
        ? new SecretRefused(why)
        : new Refused(why);
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
