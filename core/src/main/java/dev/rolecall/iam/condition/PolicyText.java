package dev.rolecall.iam.condition;

import dev.rolecall.denial.DocumentationGap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A text of a policy in which variables may stand: `repo:${aws:PrincipalTag/team}/*`.
///
/// Variables are replaced with the value of their key, or with their default when the key is absent
/// (`${aws:username, 'nobody'}`); without either the text matches nothing. `${*}`, `${?}` and
/// `${$}` are the literal characters. Before version 2012-10-17 all of this is plain text. What AWS
/// makes of a variable that is written wrongly, or that has no single value, is not documented:
/// there the answer is unknown. [Variables and
/// tags](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html)
///
/// @param source the text as the policy has it
/// @param constant the text, its wildcards as [Glob] writes them, when it is the same in every
///   request
public record PolicyText(
    String source, boolean wildcards, List<PolicyText.Piece> pieces, Optional<String> constant) {

  sealed interface Piece {
    record Literal(String text) implements Piece {}

    record Variable(String key, Optional<String> fallback) implements Piece {}

    /// Something that begins like a variable and is none.
    record Miswritten() implements Piece {}
  }

  private static final Truth MISWRITTEN = Truth.unknown(DocumentationGap.MISWRITTEN_VARIABLE.gap());
  private static final Truth NO_SINGLE_VALUE =
      Truth.unknown(DocumentationGap.VARIABLE_WITHOUT_SINGLE_VALUE.gap());
  private static final Truth PRIVATE_USE =
      Truth.unknown(DocumentationGap.PRIVATE_USE_CHARACTER.gap());
  private static final Truth WILD_DEFAULT =
      Truth.unknown(DocumentationGap.WILDCARD_IN_DEFAULT.gap());

  private static PolicyText of(String source, boolean wildcards, List<Piece> pieces) {
    return new PolicyText(
        source,
        wildcards,
        List.copyOf(pieces),
        pieces.stream()
            .map(piece -> piece instanceof Piece.Literal(String text) ? Optional.of(text) : none())
            .reduce(Optional.of(""), (one, other) -> one.flatMap(text -> other.map(text::concat))));
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  /// Reads `source`.
  ///
  /// @param wildcards whether stars and question marks are wildcards here
  public static PolicyText read(String source, boolean variables, boolean wildcards) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < source.length()) {
      int open = variables ? source.indexOf("${", at) : -1;
      int end = open < 0 ? source.length() : open;
      if (end > at) {
        String text = source.substring(at, end);
        pieces.add(new Piece.Literal(wildcards ? Glob.wildcards(text) : text));
      }
      if (open < 0) {
        break;
      }
      int close = source.indexOf('}', open);
      pieces.add(close < 0 ? new Piece.Miswritten() : variable(source.substring(open + 2, close)));
      at = close < 0 ? source.length() : close + 1;
    }
    return of(source, wildcards, pieces);
  }

  /// A key, and perhaps a default in single quotes, set off by a comma and a space.
  private static final Pattern VARIABLE = Pattern.compile("([^\\s',${}]++)(?:, ++'([^']*+)')?+");

  private static Piece variable(String inside) {
    if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
      return new Piece.Literal(inside);
    }
    Matcher variable = VARIABLE.matcher(inside);
    return variable.matches() && variable.group(1).indexOf(':') > 0
        ? new Piece.Variable(
            variable.group(1).toLowerCase(Locale.ROOT), Optional.ofNullable(variable.group(2)))
        : new Piece.Miswritten();
  }

  /// The condition keys, in lower case, that variables of the text stand for.
  public Stream<String> keys() {
    return pieces.stream()
        .filter(Piece.Variable.class::isInstance)
        .map(piece -> ((Piece.Variable) piece).key());
  }

  /// Whether a variable stands before the `colons`th colon.
  public boolean hasVariableBeforeColon(int colons) {
    int left = colons;
    for (Piece piece : pieces) {
      if (!(piece instanceof Piece.Literal literal)) {
        return true;
      }
      left -= (int) literal.text().chars().filter(c -> c == ':').count();
      if (left <= 0) {
        return false;
      }
    }
    return false;
  }

  /// What `test` says of the text with its variables filled from `context`. A value with wildcard
  /// characters stays literal: it comes from the request.
  public Truth test(RequestContext context, Function<String, Truth> test) {
    if (constant.isPresent()) {
      return test.apply(constant.get());
    }
    StringBuilder filled = new StringBuilder();
    Truth open = Truth.FALSE;
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Literal literal -> filled.append(literal.text());
        case Piece.Miswritten _ -> open = open.or(MISWRITTEN);
        case Piece.Variable variable -> {
          Truth gap = fill(variable, context, filled);
          if (gap.isFalse()) {
            return Truth.FALSE;
          }
          open = gap.isTrue() ? open : open.or(gap);
        }
      }
    }
    return open.isUnknown() ? open : test.apply(filled.toString());
  }

  /// Appends what `variable` stands for: true when that is known, false when it stands for nothing
  /// at all.
  private Truth fill(Piece.Variable variable, RequestContext context, StringBuilder filled) {
    return switch (context.getLowerCase(variable.key())) {
      case KeyState.Present(List<String> values) ->
          values.size() == 1 ? fillValue(values.getFirst(), filled) : NO_SINGLE_VALUE;
      case KeyState.Absent _ ->
          variable.fallback().map(text -> fillDefault(text, filled)).orElse(Truth.FALSE);
      case KeyState.Unknown unknown -> Truth.unknown(unknown.gap());
    };
  }

  private static Truth fillValue(String value, StringBuilder filled) {
    if (value.isEmpty()) {
      return NO_SINGLE_VALUE;
    }
    return Glob.hasWildcard(value) ? PRIVATE_USE : append(value, filled);
  }

  private Truth fillDefault(String text, StringBuilder filled) {
    return wildcards && Glob.hasWildcard(Glob.wildcards(text))
        ? WILD_DEFAULT
        : append(text, filled);
  }

  private static Truth append(String text, StringBuilder filled) {
    filled.append(text);
    return Truth.TRUE;
  }

  @Override
  public String toString() {
    return source;
  }
}
