package dev.rolecall.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with places for parts of a subject: `repo:{owner}/*`. `{part?}` is a `*` where the
/// subject has no such part.
///
/// @param names the parts that it has places for
record SubjectTemplate(String text, List<String> names) {

  private static final Pattern PART = Pattern.compile("\\{(\\w+)(\\??)}");

  static SubjectTemplate of(String text) {
    return new SubjectTemplate(
        text, PART.matcher(text).results().map(place -> place.group(1)).toList());
  }

  /// The text filled in; empty when a part is missing.
  Optional<String> fill(Map<String, String> parts) {
    boolean whole =
        PART.matcher(text)
            .results()
            .allMatch(place -> parts.containsKey(place.group(1)) || !place.group(2).isEmpty());
    return whole
        ? Optional.of(
            PART.matcher(text)
                .replaceAll(
                    place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(1), "*"))))
        : Optional.empty();
  }
}
