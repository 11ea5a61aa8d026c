package dev.rolecall.report.terraform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an attribute is set to: literal text, with expressions where only evaluation can tell. What
/// is no string is one expression.
record HclTemplate(List<Part> parts) {

  private static final int LONGEST_ESCAPE = 8;

  /// Letters and digits that a name with an expression in it needs to be told from others.
  private static final int FEWEST_LITERALS = 3;

  sealed interface Part {
    /// Text as it is.
    record Literal(String text) implements Part {}

    /// What stands between `${` and `}`, or a whole expression.
    record Expression(String source) implements Part {}
  }

  HclTemplate {
    parts = List.copyOf(parts);
  }

  static HclTemplate expression(String source) {
    return new HclTemplate(List.of(new Part.Expression(source.strip())));
  }

  /// Of a string.
  ///
  /// @param text what stands between its quotes
  /// @param escapes whether a backslash begins an escape, as in HCL
  static HclTemplate string(String text, boolean escapes) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("$${", at) || text.startsWith("%%{", at)) {
        literal.append(text, at + 1, at + 3);
        at += 3;
      } else if (text.startsWith("${", at) || text.startsWith("%{", at)) {
        int end = new Cursor(text, at).skipInterpolation();
        parts.add(new Part.Literal(literal.toString()));
        parts.add(new Part.Expression(text.substring(at + 2, Math.max(at + 2, end - 1)).strip()));
        literal.setLength(0);
        at = end;
      } else if (escapes && text.charAt(at) == '\\') {
        at = escape(text, at, literal);
      } else {
        literal.append(text.charAt(at++));
      }
    }
    parts.add(new Part.Literal(literal.toString()));
    return new HclTemplate(
        parts.stream().filter(part -> !part.equals(new Part.Literal(""))).toList());
  }

  /// @return where the escape ends
  private static int escape(String text, int at, StringBuilder literal) {
    char what = at + 1 < text.length() ? text.charAt(at + 1) : '\\';
    int digits = what == 'u' ? LONGEST_ESCAPE / 2 : what == 'U' ? LONGEST_ESCAPE : 0;
    int end = at + 2 + digits;
    if (digits > 0 && end <= text.length()) {
      String hex = text.substring(at + 2, end);
      if (hex.matches("0{0,2}[0-9A-Fa-f]{4}|00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}")) {
        literal.appendCodePoint(Integer.parseInt(hex, 16));
        return end;
      }
    }
    literal.append(
        switch (what) {
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> what;
        });
    return at + 2;
  }

  /// The text, when there is no expression in it.
  Optional<String> literal() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Literal(String literal) -> text.append(literal);
        case Part.Expression _ -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(text.toString());
  }

  /// The expression, when it is all there is.
  Optional<String> expression() {
    return parts.size() == 1 && parts.getFirst() instanceof Part.Expression(String source)
        ? Optional.of(source)
        : Optional.empty();
  }

  /// Texts that it may come to; empty when too little of it is literal to tell one from another.
  Optional<Pattern> pattern() {
    StringBuilder pattern = new StringBuilder();
    long literals = 0;
    for (Part part : parts) {
      switch (part) {
        case Part.Literal(String text) -> {
          pattern.append(Pattern.quote(text));
          literals += text.chars().filter(Character::isLetterOrDigit).count();
        }
        case Part.Expression _ -> pattern.append(".*");
      }
    }
    return literals < FEWEST_LITERALS
        ? Optional.empty()
        : Optional.of(Pattern.compile(pattern.toString(), Pattern.DOTALL));
  }
}
