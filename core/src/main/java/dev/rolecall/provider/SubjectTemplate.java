package dev.rolecall.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A text with places for parts of a subject: `repo:{owner}/*`. `{part?}` is a `*` where the
/// subject has no such part.
///
/// @param names the parts that it has places for
record SubjectTemplate(String text, List<String> names) {

  private static final Pattern PART = Pattern.compile("\\{(\\w+)\\??}");

  static SubjectTemplate of(String text) {
    return new SubjectTemplate(
        text, PART.matcher(text).results().map(place -> place.group(1)).toList());
  }

  /// The text filled in; empty when a part is missing.
  Optional<String> fill(Map<String, String> parts) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    while (true) {
      int open = text.indexOf('{', at);
      if (open < 0) {
        return Optional.of(filled.append(text, at, text.length()).toString());
      }
      int close = text.indexOf('}', open);
      String name = text.substring(open + 1, close);
      boolean optional = name.endsWith("?");
      String part = parts.get(optional ? name.substring(0, name.length() - 1) : name);
      if (part == null && !optional) {
        return Optional.empty();
      }
      filled.append(text, at, open).append(part == null ? "*" : part);
      at = close + 1;
    }
  }
}
