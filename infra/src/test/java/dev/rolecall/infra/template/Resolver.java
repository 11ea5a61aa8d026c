package dev.rolecall.infra.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// What CloudFormation makes of a template and values of its parameters: conditions are evaluated,
/// functions applied. `<Name>` and `<Name.Attribute>` stand for what only a deployment knows. All
/// scalars are texts, and a list of one action or resource is that one.
final class Resolver {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}!]+)}");

  private final JsonNode template;
  private final Map<String, String> values = new HashMap<>();

  /// @param given values of parameters; the others have their defaults
  Resolver(JsonNode template, Map<String, String> given) {
    this.template = template;
    template
        .path("Parameters")
        .properties()
        .forEach(
            parameter -> {
              if (parameter.getValue().has("Default")) {
                values.put(parameter.getKey(), parameter.getValue().get("Default").asText());
              }
            });
    values.putAll(given);
  }

  /// What is made of a section, without what its conditions leave out.
  ObjectNode section(String name) {
    ObjectNode made = JSON.createObjectNode();
    template
        .get(name)
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().has("Condition")
                  || holds(entry.getValue().get("Condition").asText())) {
                made.set(entry.getKey(), resolve(entry.getValue()).orElseThrow());
              }
            });
    return made;
  }

  /// The descriptions of the assertions that fail.
  List<String> failedRules() {
    List<String> failed = new ArrayList<>();
    template
        .path("Rules")
        .forEach(
            rule -> {
              if (!rule.has("RuleCondition") || judge(rule.get("RuleCondition"))) {
                rule.get("Assertions")
                    .forEach(
                        assertion -> {
                          if (!judge(assertion.get("Assert"))) {
                            failed.add(assertion.get("AssertDescription").asText());
                          }
                        });
              }
            });
    return failed;
  }

  boolean holds(String condition) {
    JsonNode expression = template.path("Conditions").get(condition);
    if (expression == null) {
      throw new AssertionError("no condition " + condition);
    }
    return judge(expression);
  }

  private boolean judge(JsonNode expression) {
    String function = expression.fieldNames().next();
    JsonNode of = expression.get(function);
    return switch (function) {
      case "Condition" -> holds(of.asText());
      case "Fn::Equals" -> text(of.get(0)).equals(text(of.get(1)));
      case "Fn::Not" -> !judge(of.get(0));
      case "Fn::And" -> stream(of).allMatch(this::judge);
      case "Fn::Or" -> stream(of).anyMatch(this::judge);
      case "Fn::Contains" -> stream(of.get(0)).anyMatch(item -> text(item).equals(text(of.get(1))));
      default -> throw new AssertionError("not a condition: " + expression);
    };
  }

  private String text(JsonNode value) {
    return resolve(value).orElseThrow().asText();
  }

  /// Nothing where `AWS::NoValue` is what is left.
  private Optional<JsonNode> resolve(JsonNode node) {
    return switch (node) {
      case ObjectNode object when object.size() == 1 -> {
        String key = object.fieldNames().next();
        yield function(key, object.get(key), object);
      }
      case ObjectNode object -> Optional.of(object(object));
      case ArrayNode list -> Optional.of(list(list));
      default -> Optional.of(new TextNode(node.asText()));
    };
  }

  private Optional<JsonNode> function(String name, JsonNode of, ObjectNode whole) {
    return switch (name) {
      case "Ref" ->
          of.asText().equals("AWS::NoValue")
              ? Optional.empty()
              : Optional.of(new TextNode(reference(of.asText())));
      case "Fn::GetAtt" ->
          Optional.of(new TextNode(reference(of.get(0).asText() + "." + of.get(1).asText())));
      case "Fn::If" -> resolve(of.get(holds(of.get(0).asText()) ? 1 : 2));
      case "Fn::Sub" -> Optional.of(new TextNode(substitute(of.asText())));
      case "Fn::Join" ->
          Optional.of(
              new TextNode(
                  String.join(of.get(0).asText(), stream(of.get(1)).map(this::text).toList())));
      case "Fn::Select" -> Optional.of(new TextNode(select(of)));
      default -> Optional.of(object(whole));
    };
  }

  private String reference(String name) {
    return values.getOrDefault(name, "<" + name + ">");
  }

  private String substitute(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            variable -> java.util.regex.Matcher.quoteReplacement(reference(variable.group(1))))
        .replace("${!", "${");
  }

  private String select(JsonNode of) {
    JsonNode split = of.get(1).get("Fn::Split");
    String text = text(split.get(1));
    if (text.contains("<")) {
      return "<%s of %s>".formatted(of.get(0), text);
    }
    return List.of(text.split(Pattern.quote(split.get(0).asText()), -1)).get(of.get(0).asInt());
  }

  private ObjectNode object(ObjectNode object) {
    ObjectNode made = JSON.createObjectNode();
    object
        .properties()
        .forEach(
            entry ->
                resolve(entry.getValue())
                    .ifPresent(value -> made.set(entry.getKey(), plain(entry.getKey(), value))));
    return made;
  }

  private static JsonNode plain(String key, JsonNode value) {
    if ((key.equals("Resource") || key.equals("Action")) && value.isArray() && value.size() == 1) {
      return value.get(0);
    }
    return switch (key) {
      case "DashboardBody", "Value" -> json(value);
      default -> value;
    };
  }

  /// JSON inside a template, so that the order of its keys does not count.
  private static JsonNode json(JsonNode text) {
    try {
      return text.asText().startsWith("{") ? JSON.readTree(text.asText()) : text;
    } catch (IOException e) {
      throw new UncheckedIOException(text.asText(), e);
    }
  }

  private ArrayNode list(ArrayNode list) {
    ArrayNode made = JSON.createArrayNode();
    list.forEach(item -> resolve(item).ifPresent(made::add));
    return made;
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode items) {
    return StreamSupport.stream(items.spliterator(), false);
  }
}
