package dev.rolecall.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Values of a template as text, in which what CloudFormation fills in stands in angle brackets.
final class Intrinsics {

  private Intrinsics() {}

  static boolean is(JsonNode value) {
    return value.isObject()
        && value.size() == 1
        && (value.has("Ref") || value.fieldNames().next().startsWith("Fn::"));
  }

  static String text(JsonNode value) {
    if (!is(value)) {
      return value.isValueNode() ? value.asText() : value.toString();
    }
    String function = value.fieldNames().next();
    JsonNode argument = value.get(function);
    return switch (function) {
      case "Ref" -> "<" + name(argument.asText()) + ">";
      case "Fn::GetAtt" ->
          "<" + name(argument.get(0).asText()) + "." + argument.get(1).asText() + ">";
      case "Fn::Join" -> joined(argument.get(1), argument.get(0).asText());
      case "Fn::Sub" -> argument.asText();
      case "Fn::Select" -> "<part " + argument.get(0) + " of " + text(argument.get(1)) + ">";
      case "Fn::Split" -> text(argument.get(1));
      case "Fn::FindInMap" -> "<" + joined(argument, " ") + ">";
      default -> throw new AssertionError("no words for " + function);
    };
  }

  /// A logical id without the hashes that the CDK puts behind it.
  static String name(String logicalId) {
    return logicalId.replaceFirst("([0-9A-F]{8})([0-9a-f]{32})?$", "");
  }

  private static String joined(JsonNode parts, String delimiter) {
    return StreamSupport.stream(parts.spliterator(), false)
        .map(Intrinsics::text)
        .collect(Collectors.joining(delimiter));
  }
}
