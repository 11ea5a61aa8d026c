package dev.rolecall.gate.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rolecall.gate.wording.PlanWords;
import dev.rolecall.problem.JsonWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One element of a plan's `resource_changes`. [JSON output
/// format](https://developer.hashicorp.com/terraform/internals/json-format#change-representation)
///
/// @param before the attributes now; missing when the resource is created
/// @param after the attributes as they would be; missing when the resource is deleted
/// @param unknown `true` in the place of each attribute that is known only after the apply
record ResourceChange(
    String address, String type, Kind kind, JsonNode before, JsonNode after, JsonNode unknown) {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Set<String> UNCHANGING = Set.of("no-op", "forget");

  enum Kind {
    NOTHING,
    CREATE,
    UPDATE,
    DELETE,
    REPLACE
  }

  /// The change, or none when the resource is not managed.
  ///
  /// @param where its place in the plan
  static Optional<ResourceChange> of(JsonNode json, String where) throws MalformedPlan {
    String address = text(json.path("address"), where + ".address");
    String type = text(json.path("type"), where + ".type");
    if (json.path("mode").asText().equals("data")) {
      return Optional.empty();
    }
    JsonNode change = json.path("change");
    Kind kind = kind(change.path("actions"), where + ".change.actions");
    JsonNode before = attributes(change.path("before"), where + ".change.before");
    ResourceChange whole =
        new ResourceChange(
            address,
            type,
            kind,
            // What is forgotten stays as it is, whatever is created in its place.
            kind == Kind.CREATE ? MissingNode.getInstance() : before,
            attributes(change.path("after"), where + ".change.after"),
            change.path("after_unknown"));
    return Optional.of(type.startsWith("awscc_") ? CloudControl.asClassic(whole) : whole);
  }

  /// Whether a resource with these actions is afterwards what it was.
  static boolean leavesAsIs(JsonNode actions) {
    return actions.valueStream().map(JsonNode::asText).allMatch(UNCHANGING::contains);
  }

  private static Kind kind(JsonNode actions, String where) throws MalformedPlan {
    return switch (actions.toString()) {
      case "[\"no-op\"]", "[\"read\"]", "[\"forget\"]" -> Kind.NOTHING;
      case "[\"create\"]", "[\"create\",\"forget\"]", "[\"forget\",\"create\"]" -> Kind.CREATE;
      case "[\"update\"]" -> Kind.UPDATE;
      case "[\"delete\"]" -> Kind.DELETE;
      case "[\"delete\",\"create\"]", "[\"create\",\"delete\"]" -> Kind.REPLACE;
      default -> throw new MalformedPlan(where, PlanWords.unknownActions());
    };
  }

  private static JsonNode attributes(JsonNode json, String where) throws MalformedPlan {
    if (json.isObject() || json.isNull() || json.isMissingNode()) {
      return json;
    }
    throw new MalformedPlan(where, JsonWords.mustBe(JsonWords.object()));
  }

  private static String text(JsonNode json, String where) throws MalformedPlan {
    if (json.isTextual()) {
      return json.textValue();
    }
    throw new MalformedPlan(where, JsonWords.mustBe(JsonWords.string()));
  }

  Optional<String> before(String name) throws MalformedPlan {
    return text(before, name, ".change.before.");
  }

  Optional<String> after(String name) throws MalformedPlan {
    return text(after, name, ".change.after.");
  }

  private Optional<String> text(JsonNode attributes, String name, String path)
      throws MalformedPlan {
    JsonNode value = attributes.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    return Optional.of(text(value, address + path + name)).filter(text -> !text.isEmpty());
  }

  /// Whether the attribute, or some part of it, is known only after the apply.
  boolean isUnknown(String name) {
    return holdsTrue(unknown.path(name));
  }

  private static boolean holdsTrue(JsonNode json) {
    if (json.isContainerNode()) {
      for (JsonNode part : json) {
        if (holdsTrue(part)) {
          return true;
        }
      }
    }
    return json.isBoolean() && json.booleanValue();
  }

  /// Whether the change touches the attribute. Policies that differ in their white space only are
  /// the same.
  boolean touches(String name) {
    return isUnknown(name) || !content(before.path(name)).equals(content(after.path(name)));
  }

  private static JsonNode content(JsonNode value) {
    if (value.isMissingNode() || (value.isContainerNode() && value.isEmpty())) {
      return JSON.nullNode();
    }
    if (!value.isTextual() || !value.textValue().startsWith("{")) {
      return value;
    }
    try {
      return JSON.readTree(value.textValue());
    } catch (JsonProcessingException _) {
      return value;
    }
  }

  /// What the attribute names, before or after the change: its text, or the texts in its list.
  Set<String> names(String name) {
    return Stream.of(before, after)
        .map(attributes -> attributes.path(name))
        .flatMap(value -> Stream.concat(Stream.of(value), value.valueStream()))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The texts of a list after the change; others are left out.
  static List<String> texts(JsonNode list) {
    return list.valueStream().filter(JsonNode::isTextual).map(JsonNode::textValue).toList();
  }

  /// The provider `aws` before 3.38 has no `tags_all`.
  private String tagsAttribute() {
    String all = "tags_all";
    return Stream.of(before, after, unknown).anyMatch(one -> one.path(all).isContainerNode())
            || unknown.path(all).isBoolean()
        ? all
        : "tags";
  }

  boolean touchesTags() {
    return touches(tagsAttribute());
  }

  /// Whether some tag is known only after the apply.
  boolean hasUnknownTags() {
    return isUnknown(tagsAttribute());
  }

  /// The tags after the change.
  Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    JsonNode all = after.path("tags_all").isObject() ? after.path("tags_all") : after.path("tags");
    all.properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return tags;
  }
}
