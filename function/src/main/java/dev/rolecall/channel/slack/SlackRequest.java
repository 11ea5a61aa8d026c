package dev.rolecall.channel.slack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One request to Slack: where to, with which token, and what.
///
/// @param token of the Web API; a webhook has it in its address
/// @param fallback the text where blocks cannot be shown
/// @param form whether the body goes as a form, as methods that read want it
record SlackRequest(
    URI address,
    Optional<SlackSecret.BotToken> token,
    ObjectNode body,
    String fallback,
    boolean form) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = "metadata";

  /// What messages about incidents are marked with, so that they can be found again.
  static final String EVENT_TYPE = "rolecall_notice";

  private static final int LOOKED_AT = 50;

  /// To an incoming webhook.
  static SlackRequest toWebhook(URI address, SlackContent content) {
    return new SlackRequest(
        address, Optional.empty(), newMessage(content), content.fallback(), false);
  }

  /// To a channel, as a bot.
  static SlackRequest toChannel(
      URI webApi, SlackSecret.BotToken token, String channel, SlackContent content) {
    ObjectNode body = newMessage(content);
    body.put("channel", channel);
    body.put("parse", "none");
    return method(webApi, "chat.postMessage", token, body, content);
  }

  /// In place of what a message shows. Its mark stays unless there is another.
  static SlackRequest toMessage(
      URI webApi,
      SlackSecret.BotToken token,
      SlackMessageState.Shown.Message message,
      SlackContent content) {
    ObjectNode body = message(content);
    body.put("channel", message.channel());
    body.put("ts", message.timestamp());
    body.put("parse", "none");
    return method(webApi, "chat.update", token, body, content);
  }

  /// What stands in a channel from `oldest` on.
  static SlackRequest history(
      URI webApi, SlackSecret.BotToken token, String channel, Instant oldest) {
    ObjectNode body = JSON.createObjectNode();
    body.put("channel", channel);
    body.put("oldest", oldest.getEpochSecond() + ".000000");
    body.put("limit", LOOKED_AT);
    body.put("include_all_metadata", true);
    return new SlackRequest(
        URI.create(webApi + "/conversations.history"), Optional.of(token), body, "", true);
  }

  private static SlackRequest method(
      URI webApi, String name, SlackSecret.BotToken token, ObjectNode body, SlackContent content) {
    return new SlackRequest(
        URI.create(webApi + "/" + name), Optional.of(token), body, content.fallback(), false);
  }

  private static ObjectNode newMessage(SlackContent content) {
    ObjectNode body = message(content);
    body.put("mrkdwn", false);
    body.put("unfurl_links", false);
    body.put("unfurl_media", false);
    return body;
  }

  private static ObjectNode message(SlackContent content) {
    ObjectNode body = JSON.createObjectNode();
    body.put("text", content.text());
    body.set("blocks", content.blocks());
    body.put("link_names", false);
    return body;
  }

  /// The same as a reply.
  SlackRequest inThread(String timestamp) {
    return with(changed -> changed.put("thread_ts", timestamp));
  }

  /// The same with other content.
  SlackRequest showing(SlackContent content) {
    return with(
        changed -> {
          changed.put("text", content.text());
          changed.remove("blocks");
        });
  }

  /// The same, marked.
  SlackRequest about(SlackNotification notice) {
    return with(
        changed ->
            changed
                .putObject(METADATA)
                .put("event_type", EVENT_TYPE)
                .putObject("event_payload")
                .put("incident", notice.incident())
                .put("episode", notice.episode())
                .put("notice", notice.number()));
  }

  /// The same without blocks and mark. A message that is edited keeps its blocks unless it gets
  /// others.
  SlackRequest asText() {
    return with(
        changed -> {
          changed.remove(METADATA);
          changed.put("text", fallback);
          if (changed.has("ts")) {
            changed.putArray("blocks");
          } else {
            changed.remove("blocks");
          }
        });
  }

  private SlackRequest with(Consumer<ObjectNode> change) {
    ObjectNode changed = body.deepCopy();
    change.accept(changed);
    return new SlackRequest(address, token, changed, fallback, form);
  }

  String contentType() {
    return (form ? "application/x-www-form-urlencoded" : "application/json") + "; charset=utf-8";
  }

  /// The body as it is sent.
  String content() {
    return form
        ? body.properties().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue().asText()))
            .collect(Collectors.joining("&"))
        : body.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Shows neither address nor token.
  @Override
  public String toString() {
    return "SlackCall";
  }
}
