package dev.rolecall.report.terraform;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What an attribute is set to: literal text, with expressions where only evaluation can tell. What
/// is no string is one expression.
record HclTemplate(List<Part> parts) {

  /// Letters and digits that a name with an expression in it needs to be told from others.
  private static final int FEWEST_LITERALS = 3;

  /// A piece of it.
  ///
  /// @param expression whether `text` stands between `${` and `}`, or is a whole expression
  record Part(String text, boolean expression) {}

  HclTemplate {
    parts = parts.stream().filter(part -> part.expression() || !part.text().isEmpty()).toList();
  }

  static HclTemplate expression(String source) {
    return new HclTemplate(List.of(new Part(source.strip(), true)));
  }

  /// The text, when there is no expression in it.
  Optional<String> literal() {
    return parts.stream().anyMatch(Part::expression)
        ? Optional.empty()
        : Optional.of(parts.stream().map(Part::text).collect(Collectors.joining()));
  }

  /// The expression, when it is all there is.
  Optional<String> expression() {
    return parts.stream()
        .filter(part -> part.expression() && parts.size() == 1)
        .map(Part::text)
        .findAny();
  }

  /// Texts that it may come to; empty when too little of it is literal to tell one from another.
  Optional<Pattern> pattern() {
    long literals =
        parts.stream()
            .filter(part -> !part.expression())
            .flatMapToInt(part -> part.text().chars())
            .filter(Character::isLetterOrDigit)
            .count();
    String pattern =
        parts.stream()
            .map(part -> part.expression() ? ".*" : Pattern.quote(part.text()))
            .collect(Collectors.joining());
    return literals < FEWEST_LITERALS
        ? Optional.empty()
        : Optional.of(Pattern.compile(pattern, Pattern.DOTALL));
  }
}
