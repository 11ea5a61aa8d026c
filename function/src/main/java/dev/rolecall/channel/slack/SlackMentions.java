package dev.rolecall.channel.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.channel.wording.RoutingWords;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Who is called when a role of theirs is refused. Nothing else calls anybody: an owner comes from
/// a tag, which is another's text, and only an id that stands here becomes a mention.
///
/// @param ids ids of user groups (`S...`) and users (`U...`, `W...`) by the owner's name in lower
///   case
public record SlackMentions(Map<String, String> ids) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ID = Pattern.compile("[SUW][A-Z0-9]{2,30}");

  public SlackMentions {
    ids = Map.copyOf(ids);
  }

  /// The owners in `json`: `{"payments": "S0123456789"}`. A blank text has none.
  ///
  /// @throws IllegalArgumentException when it is anything else; says what and where
  public static SlackMentions parse(String json) {
    if (json.isBlank()) {
      return new SlackMentions(Map.of());
    }
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(RoutingWords.ownersNotJson(), e);
    }
    if (!tree.isObject()) {
      throw new IllegalArgumentException(RoutingWords.ownersNotAnObject());
    }
    Map<String, String> ids = new TreeMap<>();
    for (Map.Entry<String, JsonNode> owner : tree.properties()) {
      String id = owner.getValue().asText("");
      if (!owner.getValue().isTextual() || !ID.matcher(id).matches()) {
        throw new IllegalArgumentException(RoutingWords.badId(owner.getKey()));
      }
      if (owner.getKey().isBlank() || ids.put(key(owner.getKey()), id) != null) {
        throw new IllegalArgumentException(RoutingWords.badOwner(owner.getKey()));
      }
    }
    return new SlackMentions(ids);
  }

  private static String key(String owner) {
    return owner.toLowerCase(Locale.ROOT);
  }

  /// A block that calls `owner`; empty for those who are not known here.
  Optional<JsonNode> mention(Optional<String> owner) {
    return owner.map(SlackMentions::key).map(ids::get).map(SlackMentions::block);
  }

  private static JsonNode block(String id) {
    ObjectNode block = JSON.createObjectNode().put("type", "rich_text");
    ObjectNode section = block.putArray("elements").addObject().put("type", "rich_text_section");
    ObjectNode called = section.putArray("elements").addObject();
    if (id.startsWith("S")) {
      called.put("type", "usergroup").put("usergroup_id", id);
    } else {
      called.put("type", "user").put("user_id", id);
    }
    return block;
  }
}
