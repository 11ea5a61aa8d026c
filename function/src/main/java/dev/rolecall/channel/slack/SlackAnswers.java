package dev.rolecall.channel.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.channel.ChannelAnswer;
import dev.rolecall.channel.ChannelAnswer.Kind;
import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.wording.DeliveryWords;
import java.util.Arrays;
import java.util.Map;
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
public final class SlackAnswers {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern WORD = Pattern.compile("[a-z_]{2,60}");
  private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}\\.[0-9]{1,12}");
  private static final Pattern CHANNEL = Pattern.compile("[CDG][A-Z0-9]{1,30}");

  private static final Map<Kind, Set<String>> WORDS =
      Map.of(
          Kind.BUSY,
          Set.of("ratelimited", "rate_limited", "message_limit_exceeded"),
          Kind.MESSAGE_REFUSED,
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
              "metadata_must_be_sent_from_app"),
          Kind.NOT_EDITABLE,
          Set.of(
              "message_not_found",
              "cant_update_message",
              "edit_window_closed",
              "block_mismatch",
              "is_inactive",
              "channel_not_found"),
          Kind.SECRET_REFUSED,
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
              "team_disabled"),
          Kind.FAILED,
          Set.of(
              "internal_error",
              "fatal_error",
              "service_unavailable",
              "request_timeout",
              "rollup_error",
              "update_failed",
              "external_channel_migrating",
              "team_added_to_org"));

  private SlackAnswers() {}

  /// The meaning of an answer. Nothing of its body gets into it but a word as Slack has them.
  public static ChannelAnswer of(ChannelHttp.Response response) {
    int status = response.status();
    JsonNode json = json(response.body());
    String word = json.isObject() ? json.path("error").asText("") : response.body().strip();
    boolean ok = json.isObject() ? json.path("ok").asBoolean() : word.equals("ok");
    if (status == 200 && ok) {
      return new ChannelAnswer.Delivered(json);
    }
    Optional<Kind> meant =
        Arrays.stream(Kind.values())
            .filter(kind -> WORDS.getOrDefault(kind, Set.of()).contains(word))
            .findFirst();
    if (status == 429 || meant.equals(Optional.of(Kind.BUSY))) {
      return ChannelAnswer.busy("Slack", response);
    }
    boolean known = WORD.matcher(word).matches() && !word.equals("ok");
    Kind otherwise =
        !known && (status == 403 || status == 404) ? Kind.SECRET_REFUSED : Kind.REFUSED;
    return new ChannelAnswer.Problem(
        status >= 500 ? Kind.FAILED : meant.orElse(otherwise),
        DeliveryWords.answered("Slack", status, known ? word : ""));
  }

  /// The meaning of the answer to a file: only its status counts.
  static ChannelAnswer ofFile(ChannelHttp.Response response) {
    int status = response.status();
    if (status == 200) {
      return new ChannelAnswer.Delivered(JSON.missingNode());
    }
    return status == 429
        ? ChannelAnswer.busy("Slack", response)
        : new ChannelAnswer.Problem(
            status >= 500 ? Kind.FAILED : Kind.REFUSED,
            DeliveryWords.answered("Slack", status, ""));
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  /// What a reply names a message by; empty from a webhook.
  static Optional<String> timestamp(JsonNode message) {
    return Optional.of(message.path("ts").asText(""))
        .filter(timestamp -> TIMESTAMP.matcher(timestamp).matches());
  }

  /// The message that was sent, where the answer says which.
  static Optional<SlackMessageState.Shown.Message> message(JsonNode answer) {
    return Optional.of(answer.path("channel").asText(""))
        .filter(channel -> CHANNEL.matcher(channel).matches())
        .flatMap(
            channel ->
                timestamp(answer).map(name -> new SlackMessageState.Shown.Message(channel, name)));
  }
}
