package dev.rolecall.channel.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/// A message for Slack as it came from the topic: the contract's JSON with `slack` in it.
///
/// @param notice of which incident; empty for what is no incident
/// @param blocks the message
/// @param text what a notification shows
/// @param fallback all of it where blocks cannot be shown
/// @param buttons what people can do about it, as blocks
/// @param file a list that follows the reply
@RecordBuilder
public record SlackAlert(
    Facts facts,
    Optional<SlackNotification> notice,
    String text,
    String fallback,
    JsonNode blocks,
    Optional<Reply> reply,
    JsonNode buttons,
    Optional<SlackFile> file)
    implements SlackContent, SlackAlertBuilder.With {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// What routes go by. What the record does not contain is empty.
  ///
  /// @param account where the denial was recorded, or all the denials of a search
  public record Facts(String account, String roleAccount, String cause, String severity) {}

  /// The details.
  public record Reply(String text, JsonNode blocks) implements SlackContent {

    @Override
    public String fallback() {
      return text;
    }

    Reply calling(Optional<JsonNode> mention) {
      return new Reply(text, appended(blocks, mention));
    }
  }

  /// The alert in `json`; empty when there is none.
  public static Optional<SlackAlert> parse(String json) {
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    JsonNode slack = tree.path("slack");
    return slack.path("text").isTextual() && slack.path("blocks").isArray()
        ? Optional.of(alert(tree, slack))
        : Optional.empty();
  }

  private static SlackAlert alert(JsonNode tree, JsonNode slack) {
    JsonNode thread = slack.path("thread");
    return new SlackAlert(
        new Facts(
            tree.at("/denial/recordedIn").asText(tree.at("/incident/account").asText("")),
            tree.at("/denial/role/account").asText(""),
            tree.at("/diagnosis/cause").asText(""),
            tree.path("severity").asText("")),
        SlackNotification.parse(tree.path("incident")),
        slack.path("text").textValue(),
        slack.path("fallback").asText(slack.path("text").textValue()),
        slack.path("blocks"),
        Optional.of(new Reply(thread.path("text").asText(), thread.path("blocks")))
            .filter(reply -> reply.blocks().isArray() && !reply.blocks().isEmpty()),
        slack.path("actions"),
        SlackFile.parse(tree));
  }

  /// The same with a mention below the message.
  SlackAlert calling(Optional<JsonNode> mention) {
    return withBlocks(appended(blocks, mention));
  }

  /// The same with its buttons below the message.
  SlackAlert withButtons() {
    ArrayNode all = JSON.createArrayNode().addAll((ArrayNode) blocks);
    buttons.forEach(all::add);
    return withBlocks(all);
  }

  /// The same in one piece.
  SlackAlert inOne() {
    ArrayNode all = JSON.createArrayNode().addAll((ArrayNode) blocks);
    reply.ifPresent(
        details -> {
          all.addObject().put("type", "divider");
          all.addAll((ArrayNode) details.blocks());
        });
    return with().blocks(all).reply(Optional.empty()).build();
  }

  private static JsonNode appended(JsonNode blocks, Optional<JsonNode> mention) {
    ArrayNode all = JSON.createArrayNode().addAll((ArrayNode) blocks);
    mention.ifPresent(all::add);
    return all;
  }
}
