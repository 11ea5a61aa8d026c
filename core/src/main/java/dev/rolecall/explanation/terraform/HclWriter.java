package dev.rolecall.explanation.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.redaction.VisibleText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Writes values in Terraform's language. External ids that are not to be shown become variables:
/// `var.external_id`. [String
/// templates](https://developer.hashicorp.com/terraform/language/expressions/strings)
public final class HclWriter {

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  private final Masking masking;
  private final List<String> externalIds = new ArrayList<>();

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
    if (!externalIds.contains(text)) {
      externalIds.add(text);
    }
    int number = externalIds.indexOf(text) + 1;
    return number == 1 ? "var.external_id" : "var.external_id_" + number;
  }

  /// `json` as an expression, its lines after the first indented by `indent`.
  public String expression(JsonNode json, String indent) {
    StringBuilder out = new StringBuilder();
    write(out, json, indent, "");
    return out.toString();
  }

  private void write(StringBuilder out, JsonNode json, String indent, String key) {
    switch (json) {
      case ObjectNode object -> object(out, object, indent);
      case ArrayNode list -> list(out, list, indent, key);
      default -> out.append(json.isTextual() ? value(key, json.textValue()) : json.toString());
    }
  }

  /// Signs of equality stand below each other where values of one line follow each other.
  private void object(StringBuilder out, ObjectNode object, String indent) {
    List<Map.Entry<String, JsonNode>> entries = List.copyOf(object.properties());
    out.append("{\n");
    for (int i = 0; i < entries.size(); i++) {
      Map.Entry<String, JsonNode> entry = entries.get(i);
      String key = key(entry);
      out.append(indent).append("  ").append(key);
      out.append(" ".repeat(width(entries, i) - key.length())).append(" = ");
      write(out, entry.getValue(), indent + "  ", entry.getKey());
      out.append('\n');
    }
    out.append(indent).append('}');
  }

  private static int width(List<Map.Entry<String, JsonNode>> entries, int place) {
    int widest = key(entries.get(place)).length();
    if (!isOnOneLine(entries.get(place).getValue())) {
      return widest;
    }
    for (int i = place; i >= 0 && isOnOneLine(entries.get(i).getValue()); i--) {
      widest = Math.max(widest, key(entries.get(i)).length());
    }
    for (int i = place; i < entries.size() && isOnOneLine(entries.get(i).getValue()); i++) {
      widest = Math.max(widest, key(entries.get(i)).length());
    }
    return widest;
  }

  private static boolean isOnOneLine(JsonNode json) {
    return json.isValueNode()
        || (json.isArray() && json.size() <= 1 && (json.isEmpty() || json.get(0).isValueNode()));
  }

  private static String key(Map.Entry<String, JsonNode> entry) {
    return IDENTIFIER.matcher(entry.getKey()).matches() ? entry.getKey() : string(entry.getKey());
  }

  private void list(StringBuilder out, ArrayNode list, String indent, String key) {
    if (isOnOneLine(list)) {
      out.append('[');
      list.forEach(element -> write(out, element, indent, key));
      out.append(']');
      return;
    }
    out.append("[\n");
    for (Iterator<JsonNode> elements = list.iterator(); elements.hasNext(); ) {
      out.append(indent).append("  ");
      write(out, elements.next(), indent + "  ", key);
      out.append(elements.hasNext() ? ",\n" : "\n");
    }
    out.append(indent).append(']');
  }
}
