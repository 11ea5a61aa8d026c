package dev.rolecall.explanation.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.redaction.VisibleText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes values in Terraform's language. External IDs that are not to be shown become variables:
/// `var.external_id`. [String
/// templates](https://developer.hashicorp.com/terraform/language/expressions/strings)
public final class HclWriter {

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  private final Masking masking;
  private final Map<String, Integer> externalIds = new HashMap<>();

  public HclWriter(Masking masking) {
    this.masking = masking;
  }

  /// `text` as a quoted string that means just itself.
  public static String string(String text) {
    String escaped =
        text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
            .replace("${", "$${")
            .replace("%{", "%%{");
    return '"' + VisibleText.line(escaped) + '"';
  }

  /// A name for a resource, made from `text`.
  public static String name(String text) {
    String name = text.replaceAll("[^A-Za-z0-9_]+", "_");
    return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }

  /// The value of a condition key: a string, or a variable in place of what is hidden.
  String value(String conditionKey, String text) {
    if (!masking.hides(conditionKey) || Masking.isFlag(text)) {
      return string(text);
    }
    int number = externalIds.computeIfAbsent(text, _ -> externalIds.size() + 1);
    return number == 1 ? "var.external_id" : "var.external_id_" + number;
  }

  /// `json` as an expression, its lines after the first indented by `indent`.
  public String expression(JsonNode json, String indent) {
    return expression(json, indent, "");
  }

  private String expression(JsonNode json, String indent, String key) {
    return switch (json) {
      case ObjectNode object -> object(object, indent);
      case ArrayNode list -> list(list, indent, key);
      default -> json.isTextual() ? value(key, json.textValue()) : json.toString();
    };
  }

  /// Signs of equality stand below each other where values of one line follow each other.
  private String object(ObjectNode object, String indent) {
    List<Map.Entry<String, JsonNode>> entries = List.copyOf(object.properties());
    StringBuilder out = new StringBuilder("{\n");
    for (int i = 0; i < entries.size(); i++) {
      Map.Entry<String, JsonNode> entry = entries.get(i);
      String key = key(entry);
      out.append(indent).append("  ").append(key);
      out.append(" ".repeat(width(entries, i) - key.length())).append(" = ");
      out.append(expression(entry.getValue(), indent + "  ", entry.getKey())).append('\n');
    }
    return out.append(indent).append('}').toString();
  }

  private static int width(List<Map.Entry<String, JsonNode>> entries, int place) {
    int first = place;
    int last = place;
    if (isOnOneLine(entries.get(place).getValue())) {
      while (first > 0 && isOnOneLine(entries.get(first - 1).getValue())) {
        first--;
      }
      while (last + 1 < entries.size() && isOnOneLine(entries.get(last + 1).getValue())) {
        last++;
      }
    }
    return entries.subList(first, last + 1).stream()
        .mapToInt(entry -> key(entry).length())
        .max()
        .orElse(0);
  }

  private static boolean isOnOneLine(JsonNode json) {
    return json.isValueNode()
        || (json.isArray() && json.size() <= 1 && (json.isEmpty() || json.get(0).isValueNode()));
  }

  private static String key(Map.Entry<String, JsonNode> entry) {
    return IDENTIFIER.matcher(entry.getKey()).matches() ? entry.getKey() : string(entry.getKey());
  }

  private String list(ArrayNode list, String indent, String key) {
    Stream<String> items =
        list.valueStream().map(element -> expression(element, indent + "  ", key));
    return isOnOneLine(list)
        ? items.collect(Collectors.joining("", "[", "]"))
        : items
            .map(item -> indent + "  " + item)
            .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
  }
}
