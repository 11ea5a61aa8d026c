package dev.rolecall.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
/// | any | `invalid_blocks`, `invalid_blocks_format`, `msg_blocks_too_long`, `msg_too_long`, `invalid_payload`, `too_many_attachments` | the message is refused: its text may pass |
/// | any | `invalid_auth`, `not_authed`, `token_revoked`, `token_expired`, `account_inactive`, `invalid_token`, `no_service`, `no_active_hooks`, `no_team`, `team_disabled` | the secret is refused: it may have been rotated |
/// | 403, 404 | none known | the secret is refused |
/// | 5xx, any | `internal_error`, `fatal_error`, `service_unavailable`, `request_timeout`, `rollup_error` | failed: may pass by itself |
/// | anything else: 400, 410, `channel_not_found`, `channel_is_archived`, `action_prohibited`, `missing_scope` | any | refused |
///
/// @see <a
///   href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">webhooks</a>
/// @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage">chat.postMessage</a>
sealed interface SlackAnswer {

  /// The message is out.
  ///
  /// @param timestamp what a reply names the message by; empty from a webhook
  record Delivered(Optional<String> timestamp) implements SlackAnswer {}

  /// Slack takes no more for now.
  ///
  /// @param after as Slack asked, a second when it did not say
  record Busy(Duration after) implements SlackAnswer {}

  record Failed(String why) implements SlackAnswer {}

  record MessageRefused(String why) implements SlackAnswer {}

  record SecretRefused(String why) implements SlackAnswer {}

  record Refused(String why) implements SlackAnswer {}

  ObjectMapper JSON = new ObjectMapper();
  Pattern WORD = Pattern.compile("[a-z_]{2,60}");
  Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}\\.[0-9]{1,12}");
  Pattern SECONDS = Pattern.compile("[0-9]{1,5}");

  Set<String> BUSY = Set.of("ratelimited", "rate_limited", "message_limit_exceeded");
  Set<String> MESSAGE =
      Set.of(
          "invalid_blocks",
          "invalid_blocks_format",
          "msg_blocks_too_long",
          "msg_too_long",
          "invalid_payload",
          "too_many_attachments");
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
          "rollup_error");

  /// The meaning of an answer. Nothing of `body` gets into it but a word as Slack has them.
  static SlackAnswer of(int status, Optional<String> retryAfter, String body) {
    JsonNode json = json(body);
    String word = json.isObject() ? json.path("error").asText("") : body.strip();
    boolean ok = json.isObject() ? json.path("ok").asBoolean() : word.equals("ok");
    if (status == 200 && ok) {
      return new Delivered(
          Optional.of(json.path("ts").asText())
              .filter(timestamp -> TIMESTAMP.matcher(timestamp).matches()));
    }
    boolean known = WORD.matcher(word).matches() && !word.equals("ok");
    String why = "Slack answered " + status + (known ? " " + word : "");
    if (status == 429 || BUSY.contains(word)) {
      return new Busy(
          retryAfter
              .filter(text -> SECONDS.matcher(text).matches())
              .map(text -> Duration.ofSeconds(Long.parseLong(text)))
              .orElse(Duration.ofSeconds(1)));
    }
    if (status >= 500 || FAILED.contains(word)) {
      return new Failed(why);
    }
    if (MESSAGE.contains(word)) {
      return new MessageRefused(why);
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
