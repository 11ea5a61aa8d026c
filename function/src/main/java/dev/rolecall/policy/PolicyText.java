package dev.rolecall.policy;

import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// A text of a policy in which variables may stand: `repo:${aws:PrincipalTag/team}/*`.
///
/// Variables are replaced with the value of their key, or with their default when the key is absent
/// (`${aws:username, 'nobody'}`); without either the text matches nothing. `${*}`, `${?}` and `${$}` are the literal
/// characters. Before version 2012-10-17 all of this is plain text.
/// [Variables and tags](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html)
final class PolicyText {

  private sealed interface Piece {
    record Literal(String text) implements Piece {}

    record Variable(String key, Optional<String> fallback) implements Piece {}
  }

  private final String source;
  private final List<Piece> pieces;
  private final String constant;
  private final boolean isConstant;

  private PolicyText(String source, List<Piece> pieces) {
    this.source = source;
    this.pieces = List.copyOf(pieces);
    this.isConstant = pieces.stream().allMatch(Piece.Literal.class::isInstance);
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Literal literal) {
        text.append(literal.text());
      }
    }
    this.constant = text.toString();
  }

  /// Reads `source`.
  ///
  /// @param wildcards whether stars and question marks are wildcards here
  static PolicyText read(String source, boolean variables, boolean wildcards) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < source.length()) {
      int open = variables ? source.indexOf("${", at) : -1;
      int close = open < 0 ? -1 : source.indexOf('}', open);
      if (close < 0) {
        pieces.add(literal(source.substring(at), wildcards));
        break;
      }
      if (open > at) {
        pieces.add(literal(source.substring(at, open), wildcards));
      }
      pieces.add(variable(source.substring(open + 2, close)));
      at = close + 1;
    }
    return new PolicyText(source, pieces);
  }

  private static Piece literal(String text, boolean wildcards) {
    return new Piece.Literal(wildcards ? Glob.wildcards(text) : text);
  }

  private static Piece variable(String inside) {
    if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
      return new Piece.Literal(inside);
    }
    int comma = inside.indexOf(',');
    if (comma < 0) {
      return new Piece.Variable(inside.strip().toLowerCase(Locale.ROOT), Optional.empty());
    }
    String fallback = inside.substring(comma + 1).strip();
    boolean quoted = fallback.length() >= 2 && fallback.startsWith("'") && fallback.endsWith("'");
    return new Piece.Variable(
        inside.substring(0, comma).strip().toLowerCase(Locale.ROOT),
        Optional.of(quoted ? fallback.substring(1, fallback.length() - 1) : fallback));
  }

  /// The text as the policy has it.
  String source() {
    return source;
  }

  /// Whether the text is the same in every request.
  boolean isConstant() {
    return isConstant;
  }

  /// The text of a constant, its wildcards as [Glob] writes them.
  String constant() {
    return constant;
  }

  /// What `test` says of the text with its variables filled from `context`. A value with wildcard characters stays
  /// literal: it comes from the request.
  Truth test(RequestContext context, Function<String, Truth> test) {
    if (isConstant) {
      return test.apply(constant);
    }
    StringBuilder filled = new StringBuilder();
    Truth blank = Truth.FALSE;
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Literal literal -> filled.append(literal.text());
        case Piece.Variable variable -> {
          switch (context.getLowerCase(variable.key())) {
            case KeyState.Present present when present.values().size() == 1 ->
                filled.append(present.values().getFirst());
            case KeyState.Present _ -> {
              return Truth.FALSE;
            }
            case KeyState.Absent _ -> {
              if (variable.fallback().isEmpty()) {
                return Truth.FALSE;
              }
              filled.append(variable.fallback().get());
            }
            case KeyState.Unknown unknown -> blank = blank.or(Truth.unknown(unknown.gap()));
          }
        }
      }
    }
    return blank.isUnknown() ? blank : test.apply(filled.toString());
  }

  @Override
  public String toString() {
    return source;
  }
}
