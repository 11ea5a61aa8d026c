package dev.rolecall.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;

/// One request to Slack: where to, with which token, and what.
///
/// @param token of the Web API; a webhook has it in its address
record SlackCall(URI address, Optional<SlackSecret.BotToken> token, ObjectNode body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// To an incoming webhook, which cannot reply: the details follow the message.
  static SlackCall toWebhook(URI address, SlackAlert alert) {
    ArrayNode blocks = JSON.createArrayNode().addAll((ArrayNode) alert.blocks());
    alert
        .reply()
        .ifPresent(
            reply -> {
              blocks.addObject().put("type", "divider");
              blocks.addAll((ArrayNode) reply.blocks());
            });
    return new SlackCall(address, Optional.empty(), body(alert.text(), blocks));
  }

  /// To a channel, as a bot.
  static SlackCall toChannel(
      URI webApi, SlackSecret.BotToken token, String channel, String text, JsonNode blocks) {
    ObjectNode body = body(text, blocks);
    body.put("channel", channel);
    body.put("parse", "none");
    return new SlackCall(URI.create(webApi + "/chat.postMessage"), Optional.of(token), body);
  }

  private static ObjectNode body(String text, JsonNode blocks) {
    ObjectNode body = JSON.createObjectNode();
    body.put("text", text);
    body.set("blocks", blocks);
    body.put("mrkdwn", false);
    body.put("link_names", false);
    body.put("unfurl_links", false);
    body.put("unfurl_media", false);
    return body;
  }

  /// The same as a reply.
  SlackCall inThread(String timestamp) {
    ObjectNode reply = body.deepCopy();
    reply.put("thread_ts", timestamp);
    return new SlackCall(address, token, reply);
  }

  /// The same without blocks.
  SlackCall asText() {
    ObjectNode plain = body.deepCopy();
    plain.remove("blocks");
    return new SlackCall(address, token, plain);
  }

  /// Shows neither address nor token.
  @Override
  public String toString() {
    return "SlackCall";
  }
}
