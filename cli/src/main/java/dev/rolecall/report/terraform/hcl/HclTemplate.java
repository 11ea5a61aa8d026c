package dev.rolecall.report.terraform.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an attribute is set to: literal text, with expressions where only evaluation can tell. What
/// is no string is one expression.
public record HclTemplate(List<Part> parts) {

  /// Letters and digits of a name that need to be literal to tell it from others, and the part of
  /// the name that they need to be.
  private static final int FEWEST_LITERALS = 5;

  private static final double SMALLEST_PART = 0.4;

  /// A piece of it.
  ///
  /// @param expression whether `text` stands between `${` and `}`, or is a whole expression
  public record Part(String text, boolean expression) {}

  public HclTemplate {
    parts = parts.stream().filter(part -> part.expression() || !part.text().isEmpty()).toList();
  }

  public static HclTemplate expression(String source) {
    return new HclTemplate(List.of(new Part(source.strip(), true)));
  }

  /// The text, when there is no expression in it.
  public Optional<String> literal() {
    return parts.stream().anyMatch(Part::expression)
        ? Optional.empty()
        : Optional.of(parts.stream().map(Part::text).collect(Collectors.joining()));
  }

  /// A text that is known.
  public static HclTemplate of(String text) {
    return new HclTemplate(List.of(new Part(text, false)));
  }

  /// Whether `text` is one that this may come to, and enough of it is literal to tell it from
  /// others.
  public boolean mayBe(String text) {
    long literals =
        parts.stream()
            .filter(part -> !part.expression())
            .flatMapToInt(part -> part.text().chars())
            .filter(Character::isLetterOrDigit)
            .count();
    long all = text.chars().filter(Character::isLetterOrDigit).count();
    return literals >= FEWEST_LITERALS && literals >= all * SMALLEST_PART && fits(text);
  }

  /// Whether the literal parts stand in `text` in their order, with anything in place of the
  /// expressions.
  private boolean fits(String text) {
    List<String> literals = new ArrayList<>(List.of(""));
    for (Part part : parts) {
      if (part.expression()) {
        literals.add("");
      } else {
        literals.add(literals.removeLast() + part.text());
      }
    }
    String first = literals.removeFirst();
    if (literals.isEmpty()) {
      return text.equals(first);
    }
    String last = literals.removeLast();
    int at = first.length();
    int end = text.length() - last.length();
    if (at > end || !text.startsWith(first) || !text.endsWith(last)) {
      return false;
    }
    for (String literal : literals) {
      int found = text.indexOf(literal, at);
      if (found < 0 || found + literal.length() > end) {
        return false;
      }
      at = found + literal.length();
    }
    return true;
  }
}
