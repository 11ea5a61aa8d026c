package dev.rolecall.explanation.render.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.model.block.LayoutBlock;
import java.util.List;
import java.util.Optional;

/// A message for Slack, and a reply to it with the details.
///
/// @param text what notifications show: one line
/// @param fallback all there is when Slack refuses the blocks; escaped
/// @param blocks the message, short enough for the first screen of a phone
/// @param thread a reply where replies can be made: the details, or what is new
public record SlackMessage(
    String text, String fallback, List<LayoutBlock> blocks, Optional<Reply> thread) {

  public SlackMessage {
    blocks = List.copyOf(blocks);
  }

  /// A reply.
  ///
  /// @param text as in the message
  public record Reply(String text, List<LayoutBlock> blocks) {
    public Reply {
      blocks = List.copyOf(blocks);
    }
  }

  /// `{"text", "fallback", "blocks", "thread": {"text", "blocks"}}`, the blocks as Slack takes
  /// them; without `thread` where there is none.
  public JsonNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("text", text);
    json.put("fallback", fallback);
    put(json, blocks);
    thread.ifPresent(
        reply -> put(json.putObject("thread").put("text", reply.text()), reply.blocks()));
    return json;
  }

  private static void put(ObjectNode json, List<LayoutBlock> blocks) {
    ArrayNode all = json.putArray("blocks");
    blocks.forEach(block -> all.add(SlackJson.of(block)));
  }
}
