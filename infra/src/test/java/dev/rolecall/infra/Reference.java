package dev.rolecall.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Values of a template as text: `<Name>` and `<Name.Attribute>` stand for other resources.
final class Reference {

  private Reference() {}

  /// Whether it is one value, or a list of such.
  static boolean isText(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .allMatch(item -> !item.isArray() && isText(item));
    }
    return value.isValueNode()
        || value.has("Ref")
        || value.has("Fn::GetAtt")
        || value.has("Fn::Join");
  }

  static String text(JsonNode value) {
    if (value.isArray()) {
      return join(value, ", ");
    }
    if (value.has("Ref")) {
      return "<" + name(value.get("Ref").asText()) + ">";
    }
    if (value.has("Fn::GetAtt")) {
      JsonNode parts = value.get("Fn::GetAtt");
      return "<" + name(parts.get(0).asText()) + "." + parts.get(1).asText() + ">";
    }
    if (value.has("Fn::Join")) {
      JsonNode join = value.get("Fn::Join");
      return join(join.get(1), join.get(0).asText());
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /// A logical id or `Sid` without its hashes.
  static String name(String id) {
    return id.replaceAll("[0-9A-F]{8}([0-9a-f]{32})?", "");
  }

  private static String join(JsonNode items, String separator) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(Reference::text)
        .collect(Collectors.joining(separator));
  }
}
