package dev.rolecall.evidence.change;

import dev.rolecall.json.JsonValue;
import java.util.Optional;

/// The texts of a record, or of a part of it, by the names that lead to them.
@FunctionalInterface
interface RecordTexts {

  /// The text; empty when there is none.
  Optional<String> text(String... path);

  /// Those of a value that was parsed.
  static RecordTexts of(JsonValue value) {
    return path -> {
      JsonValue at = value;
      for (int i = 0; i < path.length - 1; i++) {
        at = at.get(path[i]);
      }
      return at.asText(path[path.length - 1]);
    };
  }
}
