package dev.rolecall.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.channel.wording.DeliveryWords;
import dev.rolecall.explanation.render.json.MemberListJson;
import dev.rolecall.explanation.render.slack.SlackText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A list that is too long for a message: a file in its thread, or as much of it as a reply holds.
///
/// @param name of the file
/// @param lines separated by line breaks; names in it may come from any caller
record SlackFile(String name, String title, String lines) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// Characters of a reply, after escaping.
  private static final int MOST_IN_REPLY = 2_800;

  /// The list of the contract's JSON that the message names; empty without one.
  static Optional<SlackFile> parse(JsonNode tree) {
    JsonNode file = tree.at("/slack/file");
    String data = tree.at("/memberList/data").asText("");
    if (data.isEmpty() || !file.path("name").isTextual()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SlackFile(
              file.path("name").textValue(),
              file.path("title").asText(""),
              MemberListJson.table(data)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  int length() {
    return lines.getBytes(StandardCharsets.UTF_8).length;
  }

  /// As much of it as a reply holds, where the file could not be attached.
  ///
  /// @param why it could not
  SlackContent asReply(String why) {
    StringBuilder text = new StringBuilder(title).append(":\n");
    int shown = 0;
    int all = 0;
    boolean room = true;
    for (String line : lines.split("\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      all++;
      String escaped = SlackText.escape(line.replace("\t", "  "));
      room = room && text.length() + escaped.length() < MOST_IN_REPLY;
      if (room) {
        text.append(escaped).append('\n');
        shown++;
      }
    }
    return new Text(text.append(DeliveryWords.listCut(shown, all, why)).toString());
  }

  /// A reply without blocks.
  private record Text(String text) implements SlackContent {

    @Override
    public String fallback() {
      return text;
    }

    @Override
    public JsonNode blocks() {
      return JSON.createArrayNode();
    }
  }

  /// What the method asks for that gives an address to send the file to.
  ObjectNode announcement() {
    return JSON.createObjectNode().put("filename", name).put("length", length());
  }

  /// What the method asks for that puts the file into a thread.
  ObjectNode completion(String id, String channel, String thread) {
    ObjectNode body = JSON.createObjectNode().put("channel_id", channel).put("thread_ts", thread);
    body.putArray("files").addObject().put("id", id).put("title", title);
    return body;
  }
}
