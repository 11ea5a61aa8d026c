package dev.rolecall.explanation.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rolecall.explanation.redaction.PolicyDocument;
import dev.rolecall.explanation.redaction.VisibleText;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A policy document for a command. Statements that stay as they are take one line each, whatever
/// their length, so that the command is short and the changed statement is the one that a reader
/// sees.
///
/// @param before the document that is replaced
record CompactPolicy(PolicyDocument after, Optional<PolicyDocument> before) {

  /// Columns of a list or an object that stays on one line.
  private static final int WIDTH = 96;

  private static final String STEP = "  ";

  /// The document on as few lines as make it readable.
  String text() {
    return VisibleText.lines(
        after.json() instanceof ObjectNode object
            ? block(
                object.properties().stream(),
                "",
                entry ->
                    key(entry.getKey())
                        + (entry.getKey().equals("Statement")
                            ? statements(entry.getValue())
                            : line(entry.getValue())),
                "{}")
            : line(after.json()));
  }

  private String statements(JsonNode element) {
    Optional<BitSet> added = before.map(after::placesOfNew);
    return element instanceof ArrayNode list
        ? block(
            IntStream.range(0, list.size()).boxed(),
            STEP,
            place ->
                added.filter(places -> !places.get(place)).isPresent()
                    ? line(list.get(place))
                    : spread(list.get(place), STEP + STEP),
            "[]")
        : spread(element, STEP);
  }

  /// Each element on a line of its own, and what is too long for that on several.
  private static String spread(JsonNode json, String indent) {
    return switch (json) {
      case ObjectNode object ->
          block(
              object.properties().stream(),
              indent,
              entry -> fit(key(entry.getKey()), entry.getValue(), indent + STEP),
              "{}");
      case ArrayNode list ->
          block(list.valueStream(), indent, one -> fit("", one, indent + STEP), "[]");
      default -> line(json);
    };
  }

  private static String fit(String key, JsonNode value, String indent) {
    String line = key + line(value);
    return indent.length() + line.length() <= WIDTH ? line : key + spread(value, indent);
  }

  /// @param brackets the two that enclose the parts
  private static <T> String block(
      Stream<T> parts, String indent, Function<T, String> part, String brackets) {
    return parts
        .map(one -> indent + STEP + part.apply(one))
        .collect(
            Collectors.joining(
                ",\n", brackets.charAt(0) + "\n", "\n" + indent + brackets.charAt(1)));
  }

  private static String line(JsonNode json) {
    return switch (json) {
      case ObjectNode object ->
          object.properties().stream()
              .map(entry -> key(entry.getKey()) + line(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case ArrayNode list ->
          list.valueStream().map(CompactPolicy::line).collect(Collectors.joining(", ", "[", "]"));
      default -> json.toString();
    };
  }

  private static String key(String name) {
    return TextNode.valueOf(name) + ": ";
  }
}
