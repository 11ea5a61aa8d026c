package dev.rolecall.infra.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/// The functions of CloudFormation, in JSON.
final class Intrinsic {

  static final String IF = "Fn::If";
  static final String JOIN = "Fn::Join";
  static final String REF = "Ref";
  static final String ATTRIBUTE = "Fn::GetAtt";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Intrinsic() {}

  static ObjectNode ref(String name) {
    return JSON.objectNode().put(REF, name);
  }

  static ObjectNode ref(TemplateParameter parameter) {
    return ref(parameter.id());
  }

  static ObjectNode noValue() {
    return ref("AWS::NoValue");
  }

  static ObjectNode attribute(String resource, String name) {
    return function(ATTRIBUTE, List.of(new TextNode(resource), new TextNode(name)));
  }

  static ObjectNode sub(String text) {
    return JSON.objectNode().put("Fn::Sub", text);
  }

  /// Its parts, one after the other.
  static ObjectNode join(String separator, List<JsonNode> parts) {
    return function(JOIN, List.of(new TextNode(separator), list(parts)));
  }

  /// One value or the other.
  static ObjectNode choose(TemplateCondition condition, JsonNode then, JsonNode otherwise) {
    return function(IF, List.of(new TextNode(condition.id()), then, otherwise));
  }

  /// A value, or nothing at all.
  static ObjectNode only(TemplateCondition condition, JsonNode value) {
    return choose(condition, value, noValue());
  }

  static ObjectNode equal(JsonNode one, String other) {
    return function("Fn::Equals", List.of(one, new TextNode(other)));
  }

  static ObjectNode not(JsonNode condition) {
    return function("Fn::Not", List.of(condition));
  }

  static ObjectNode and(List<JsonNode> conditions) {
    return function("Fn::And", conditions);
  }

  static ObjectNode or(List<JsonNode> conditions) {
    return function("Fn::Or", conditions);
  }

  /// The part of a text with a number, between separators.
  static ObjectNode part(int index, String separator, JsonNode text) {
    return function(
        "Fn::Select",
        List.of(
            JSON.numberNode(index), function("Fn::Split", List.of(new TextNode(separator), text))));
  }

  private static ObjectNode function(String name, List<JsonNode> arguments) {
    return JSON.objectNode().set(name, list(arguments));
  }

  static ArrayNode list(List<JsonNode> items) {
    return JSON.arrayNode().addAll(items);
  }
}
