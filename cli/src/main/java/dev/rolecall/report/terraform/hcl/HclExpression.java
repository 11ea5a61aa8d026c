package dev.rolecall.report.terraform.hcl;

import com.fasterxml.jackson.databind.JsonNode;

/// What stands behind an attribute's `=`, as it stands.
public sealed interface HclExpression {

  /// In native syntax.
  record Native(String source) implements HclExpression {}

  /// In JSON syntax, where each string is a template.
  record Json(JsonNode json) implements HclExpression {}

  /// The text in which names of variables, locals and resources stand.
  default String text() {
    return switch (this) {
      case Native(String source) -> source;
      case Json(JsonNode json) -> json.isTextual() ? json.textValue() : json.toString();
    };
  }
}
