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
/// @param actions end the message where Slack can report clicks
/// @param file follows the reply: the `memberList` of the contract's JSON
public record SlackMessage(
    String text,
    String fallback,
    List<LayoutBlock> blocks,
    Optional<Reply> thread,
    List<LayoutBlock> actions,
    Optional<AttachedList> file) {

  public SlackMessage {
    blocks = List.copyOf(blocks);
    actions = List.copyOf(actions);
  }

  /// A message that nothing can be done about.
  public SlackMessage(
      String text, String fallback, List<LayoutBlock> blocks, Optional<Reply> thread) {
    this(text, fallback, blocks, thread, List.of(), Optional.empty());
  }

  /// A message that has no file.
  public SlackMessage(
      String text,
      String fallback,
      List<LayoutBlock> blocks,
      Optional<Reply> thread,
      List<LayoutBlock> actions) {
    this(text, fallback, blocks, thread, actions, Optional.empty());
  }

  /// A file with a list that is too long for a message.
  ///
  /// @param name of the file; contains nothing that a caller chose
  public record AttachedList(String name, String title) {}

  /// A reply.
  ///
  /// @param text as in the message
  public record Reply(String text, List<LayoutBlock> blocks) {
    public Reply {
      blocks = List.copyOf(blocks);
    }
  }

  /// `{"text", "fallback", "blocks", "thread": {"text", "blocks"}, "actions", "file": {"name",
  /// "title"}}`, the blocks as Slack takes them; without `thread`, `actions` and `file` where there
  /// are none.
  public JsonNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("text", text);
    json.put("fallback", fallback);
    put(json, "blocks", blocks);
    thread.ifPresent(
        reply -> put(json.putObject("thread").put("text", reply.text()), "blocks", reply.blocks()));
    if (!actions.isEmpty()) {
      put(json, "actions", actions);
    }
    file.ifPresent(
        list -> json.putObject("file").put("name", list.name()).put("title", list.title()));
    return json;
  }

  private static void put(ObjectNode json, String key, List<LayoutBlock> blocks) {
    ArrayNode all = json.putArray(key);
    blocks.forEach(block -> all.add(SlackJson.of(block)));
  }
}
