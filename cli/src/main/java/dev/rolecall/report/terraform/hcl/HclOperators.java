package dev.rolecall.report.terraform.hcl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Operators of expressions.
final class HclOperators {

  private static final HclValue UNKNOWN = new HclValue.Unknown("...");

  private HclOperators() {}

  /// The result of an operator with two operands.
  static HclValue apply(String operator, HclValue left, HclValue right) {
    return switch (operator) {
      case "&&", "||" -> logic(operator.equals("||"), left, right);
      case "==", "!=" ->
          left.isKnown() && right.isKnown()
              ? bool(equal(left, right) ^ operator.equals("!="))
              : UNKNOWN;
      default ->
          number(left)
              .flatMap(one -> number(right).map(other -> arithmetic(operator, one, other)))
              .orElse(UNKNOWN);
    };
  }

  /// @param decisive the operand that decides alone
  private static HclValue logic(boolean decisive, HclValue left, HclValue right) {
    Optional<Boolean> one = left.bool();
    Optional<Boolean> other = right.bool();
    if (one.filter(value -> value == decisive).isPresent()
        || other.filter(value -> value == decisive).isPresent()) {
      return bool(decisive);
    }
    return one.isPresent() && other.isPresent() ? bool(!decisive) : UNKNOWN;
  }

  private static boolean equal(HclValue left, HclValue right) {
    boolean sameKind = left.getClass().equals(right.getClass());
    if (sameKind && left.string().isPresent()) {
      return left.string().equals(right.string());
    }
    return left.equals(right);
  }

  private static HclValue bool(boolean value) {
    return value ? HclValue.Bool.TRUE : HclValue.Bool.FALSE;
  }

  private static Optional<Double> number(HclValue value) {
    return value instanceof HclValue.Numeric(double number)
        ? Optional.of(number)
        : Optional.empty();
  }

  private static HclValue arithmetic(String operator, double left, double right) {
    return switch (operator) {
      case "+" -> new HclValue.Numeric(left + right);
      case "-" -> new HclValue.Numeric(left - right);
      case "*" -> new HclValue.Numeric(left * right);
      case "/" -> right == 0 ? UNKNOWN : new HclValue.Numeric(left / right);
      case "%" -> right == 0 ? UNKNOWN : new HclValue.Numeric(left % right);
      case "<" -> bool(left < right);
      case ">" -> bool(left > right);
      case "<=" -> bool(left <= right);
      case ">=" -> bool(left >= right);
      default -> UNKNOWN;
    };
  }

  /// What `for` and `for_each` go through: keys with values; empty when they are not known.
  static Optional<Map<HclValue, HclValue>> items(HclValue collection) {
    Map<HclValue, HclValue> items = new LinkedHashMap<>();
    switch (collection) {
      case HclValue.Members(Map<String, HclValue> values) ->
          values.forEach((key, value) -> items.put(HclValue.text(key), value));
      case HclValue.Elements(List<HclValue> values) -> {
        for (int i = 0; i < values.size(); i++) {
          items.put(new HclValue.Numeric(i), values.get(i));
        }
      }
      case HclValue.Text _,
          HclValue.Numeric _,
          HclValue.Bool _,
          HclValue.Null _,
          HclValue.Unknown _ -> {
        return Optional.empty();
      }
    }
    return Optional.of(items);
  }
}
