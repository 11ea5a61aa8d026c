package dev.rolecall.report.terraform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What an attribute is set to: literal text, with expressions where only evaluation can tell. What
/// is no string is one expression.
record HclTemplate(List<Part> parts) {

  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:u(\\p{XDigit}{4})|U00((?:0\\p{XDigit}|10)\\p{XDigit}{4})|(.|\\z))",
          Pattern.DOTALL);

  /// Letters and digits that a name with an expression in it needs to be told from others.
  private static final int FEWEST_LITERALS = 3;

  /// A piece of it.
  ///
  /// @param expression whether `text` stands between `${` and `}`, or is a whole expression
  record Part(String text, boolean expression) {}

  HclTemplate {
    parts = List.copyOf(parts);
  }

  static HclTemplate expression(String source) {
    return new HclTemplate(List.of(new Part(source.strip(), true)));
  }

  /// Of a string.
  ///
  /// @param text what stands between its quotes
  /// @param escapes whether a backslash begins an escape, as in HCL
  static HclTemplate string(String text, boolean escapes) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    Cursor cursor = new Cursor(text, 0);
    while (!cursor.isAtEnd()) {
      int start = cursor.at;
      if (cursor.begins("$${") || cursor.begins("%%{")) {
        cursor.at += 3;
        literal.append(text, start + 1, cursor.at);
      } else if (cursor.begins("${") || cursor.begins("%{")) {
        int end = Math.max(start + 2, cursor.skipInterpolation() - 1);
        parts.add(new Part(literal.toString(), false));
        parts.add(new Part(text.substring(start + 2, end).strip(), true));
        literal.setLength(0);
      } else if (escapes && cursor.here() == '\\') {
        literal.append(escape(cursor));
      } else {
        literal.append(text.charAt(cursor.at++));
      }
    }
    parts.add(new Part(literal.toString(), false));
    return new HclTemplate(
        parts.stream().filter(part -> part.expression() || !part.text().isEmpty()).toList());
  }

  /// What a backslash and what follows it stand for.
  private static String escape(Cursor cursor) {
    Matcher escape = ESCAPE.matcher(cursor.text);
    cursor.at = escape.find(cursor.at) ? escape.end() : cursor.text.length();
    String code = escape.group(1) == null ? escape.group(2) : escape.group(1);
    if (code != null) {
      return Character.toString(Integer.parseInt(code, 16));
    }
    String other = String.valueOf(escape.group(3));
    return switch (other) {
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      case "" -> "\\";
      default -> other;
    };
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
