package dev.rolecall.infra;

import com.fasterxml.jackson.databind.JsonNode;

/// A policy statement as a sentence.
final class Sentence {

  private Sentence() {}

  /// @param reasons why, by `Sid`; what has no reason gets none
  static String of(JsonNode statement, JsonNode reasons) {
    StringBuilder sentence = new StringBuilder();
    String sid = statement.path("Sid").asText("");
    if (!sid.isEmpty()) {
      sentence.append(Reference.name(sid)).append(": ");
    }
    sentence.append(statement.get("Effect").asText());
    statement
        .path("Principal")
        .properties()
        .forEach(
            principal ->
                sentence
                    .append(" ")
                    .append(principal.getKey())
                    .append(" ")
                    .append(Reference.text(principal.getValue())));
    sentence.append(statement.path("Principal").isTextual() ? " everyone" : "");
    sentence.append(" ").append(Reference.text(statement.get("Action")));
    if (statement.has("Resource")) {
      sentence.append(" on ").append(Reference.text(statement.get("Resource")));
    }
    statement
        .path("Condition")
        .properties()
        .forEach(
            operator ->
                operator
                    .getValue()
                    .properties()
                    .forEach(
                        key ->
                            sentence.append(
                                " when %s %s %s"
                                    .formatted(
                                        key.getKey(),
                                        operator.getKey(),
                                        Reference.text(key.getValue())))));
    if (reasons.has(sid)) {
      sentence.append(" (").append(reasons.get(sid).asText()).append(")");
    }
    return sentence.toString();
  }
}
