package dev.rolecall.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The statements of a policy, one line each: who may do what to what, and when.
final class Statements {

  private Statements() {}

  static List<String> of(JsonNode document) {
    return StreamSupport.stream(document.get("Statement").spliterator(), false)
        .map(Statements::line)
        .toList();
  }

  private static String line(JsonNode statement) {
    return statement.get("Effect").asText()
        + part(statement, "Principal", " to ")
        + part(statement, "Action", " ")
        + part(statement, "Resource", " on ")
        + part(statement, "Condition", " if ")
        + part(statement, "Sid", ", which is ");
  }

  private static String part(JsonNode statement, String element, String word) {
    return statement.has(element)
        ? word + values(statement.get(element)).collect(Collectors.joining(", "))
        : "";
  }

  private static Stream<String> values(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false).flatMap(Statements::values).sorted();
    }
    if (value.isObject() && !Intrinsics.is(value)) {
      return value.properties().stream()
          .map(
              field ->
                  field.getKey()
                      + " "
                      + values(field.getValue()).collect(Collectors.joining(" or ")));
    }
    return Stream.of(Intrinsics.text(value));
  }
}
