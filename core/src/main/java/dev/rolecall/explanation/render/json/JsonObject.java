package dev.rolecall.explanation.render.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rolecall.explanation.redaction.Redaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// An object of the contract, key after key. Keys and tokens are removed from every text.
public final class JsonObject {

  private final ObjectNode node = JsonNodeFactory.instance.objectNode();

  /// What there is so far.
  public ObjectNode node() {
    return node;
  }

  /// A key with its value: null for what is empty, an array for a list, the name of a constant.
  public JsonObject put(String key, Object value) {
    node.set(key, json(value));
    return this;
  }

  /// A key with an array, in which each of `items` is what `json` makes of it.
  <T> JsonObject put(String key, List<T> items, Function<T, JsonObject> json) {
    return put(key, items.stream().map(json).toList());
  }

  private static JsonNode json(Object value) {
    return switch (value) {
      case JsonObject object -> object.node;
      case JsonNode tree -> tree;
      case Optional<?> some -> some.map(JsonObject::json).orElse(NullNode.instance);
      case List<?> items ->
          JsonNodeFactory.instance
              .arrayNode()
              .addAll(items.stream().map(JsonObject::json).toList());
      case Integer number -> IntNode.valueOf(number);
      case Long number -> LongNode.valueOf(number);
      case Double number -> DoubleNode.valueOf(number);
      case Boolean truth -> BooleanNode.valueOf(truth);
      case Enum<?> constant -> TextNode.valueOf(constant.name());
      default -> TextNode.valueOf(Redaction.of(value.toString()));
    };
  }
}
