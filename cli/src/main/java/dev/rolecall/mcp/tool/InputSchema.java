package dev.rolecall.mcp.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// The JSON Schema of a tool's arguments.
final class InputSchema {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode properties = JSON.objectNode();
  private final ArrayNode required = JSON.arrayNode();
  private final List<String> names = new ArrayList<>();

  /// The names of all arguments, in their order.
  List<String> names() {
    return List.copyOf(names);
  }

  private InputSchema add(String name, ObjectNode schema, String description) {
    names.add(name);
    properties.set(name, schema.put("description", description));
    return this;
  }

  private static ObjectNode type(String type) {
    return JSON.objectNode().put("type", type);
  }

  InputSchema text(String name, String description) {
    return add(name, type("string"), description);
  }

  /// A JSON document: an object, or its text.
  InputSchema document(String name, String description) {
    ObjectNode either = JSON.objectNode();
    either.putArray("anyOf").add(type("object")).add(type("string"));
    return add(name, either, description);
  }

  InputSchema choice(String name, List<String> values, String description) {
    ObjectNode schema = type("string");
    values.forEach(schema.putArray("enum")::add);
    return add(name, schema, description);
  }

  /// Any number of values.
  ///
  /// @param allowed all of them; empty when there are others
  InputSchema texts(String name, List<String> allowed, String description) {
    ObjectNode schema = type("array");
    ObjectNode items = schema.putObject("items").put("type", "string");
    if (!allowed.isEmpty()) {
      allowed.forEach(items.putArray("enum")::add);
    }
    return add(name, schema, description);
  }

  InputSchema truth(String name, String description) {
    return add(name, type("boolean"), description);
  }

  /// Condition keys with what is sent.
  InputSchema context(String name, String description) {
    ObjectNode schema = type("object");
    schema.set("additionalProperties", contextValue());
    return add(name, schema, description);
  }

  private static ObjectNode contextValue() {
    ObjectNode value = JSON.objectNode();
    ObjectNode list = type("array");
    list.set("items", type("string"));
    value.putArray("anyOf").add(type("string")).add(list).add(type("null"));
    return value;
  }

  /// Pairs as [dev.rolecall.gate.pairs.PairsReader] reads them.
  InputSchema pairs(String name, int most, String description) {
    ObjectNode schema = type("array").put("minItems", 1).put("maxItems", most);
    ObjectNode pair = schema.putObject("items").put("type", "object");
    ObjectNode fields = pair.putObject("properties");
    fields.putObject("caller").put("type", "string");
    fields.putObject("role").put("type", "string");
    fields.putObject("context").put("type", "object");
    fields.putObject("expect").put("type", "string").putArray("enum").add("allowed").add("denied");
    pair.putArray("required").add("caller");
    pair.put("additionalProperties", false);
    return add(name, schema, description);
  }

  InputSchema require(String... needed) {
    for (String name : needed) {
      required.add(name);
    }
    return this;
  }

  ObjectNode json() {
    ObjectNode json = type("object");
    json.set("properties", properties);
    if (!required.isEmpty()) {
      json.set("required", required);
    }
    return json.put("additionalProperties", false);
  }
}
