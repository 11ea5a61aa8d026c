package dev.rolecall.explanation.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// JSON as the AWS CLI prints it, which writes documents as Python's `json.dumps` does: elements in
/// the order of the document, characters beyond ASCII as they are.
final class CliJson {

  private CliJson() {}

  /// What `tr -d ' \n\r\t' | cksum` prints for the output of the AWS CLI: white space depends on
  /// its version and on the system.
  static String checksum(JsonNode json) {
    return PosixChecksum.of(
        text(json).replaceAll("[ \n\r\t]", "").getBytes(StandardCharsets.UTF_8));
  }

  private static String text(JsonNode json) {
    return switch (json) {
      case ObjectNode object ->
          object.properties().stream()
              .map(entry -> string(entry.getKey()) + ":" + text(entry.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case ArrayNode list ->
          list.valueStream().map(CliJson::text).collect(Collectors.joining(",", "[", "]"));
      default -> json.isTextual() ? string(json.textValue()) : json.asText();
    };
  }

  private static String string(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      switch (unit) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (unit < ' ') {
            out.append(String.format("\\u%04x", (int) unit));
          } else {
            out.append(unit);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
