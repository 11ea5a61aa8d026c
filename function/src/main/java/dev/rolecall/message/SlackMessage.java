package dev.rolecall.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.model.block.LayoutBlock;
import java.util.List;

/// A message for Slack, and a reply to it with the details.
///
/// @param text what notifications show, and all there is when Slack refuses the blocks; escaped
/// @param blocks the message, short enough for the first screen of a phone
/// @param thread the details: a reply where replies can be made, else the rest of the message
public record SlackMessage(String text, List<LayoutBlock> blocks, Reply thread) {

  /// Keeps its own copy.
  public SlackMessage {
    blocks = List.copyOf(blocks);
  }

  /// A reply.
  ///
  /// @param text as in the message
  public record Reply(String text, List<LayoutBlock> blocks) {
    /// Keeps its own copy.
    public Reply {
      blocks = List.copyOf(blocks);
    }
  }

  /// `{"text", "blocks", "thread": {"text", "blocks"}}`, the blocks as Slack takes them.
  public JsonNode json() {
    return SlackJson.of(this);
  }
}
