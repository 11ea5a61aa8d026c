package dev.rolecall.iam.condition;

import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import inet.ipaddr.IPAddress;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds what a request would have to carry for a condition to hold. Every find is checked by
/// evaluating the condition.
public final class ConditionSolver {

  private ConditionSolver() {}

  /// A state of the condition's key that makes it hold, or empty when none was found.
  ///
  /// Prefers what the policy asks for (a value of its list) over the absence of the key.
  public static Optional<KeyState> state(Condition condition, RequestContext context) {
    return state(List.of(condition), context, _ -> true);
  }

  /// A state of a key that makes all `conditions` on it hold, or empty when none was found.
  ///
  /// @param conditions on one key, at least one
  /// @param possible whether a request can have the key in this state
  public static Optional<KeyState> state(
      List<Condition> conditions, RequestContext context, Predicate<KeyState> possible) {
    List<KeyState> candidates = new ArrayList<>();
    for (Condition condition : conditions) {
      for (String value : condition.values()) {
        for (String text : texts(condition, fill(value, context))) {
          candidates.add(KeyState.present(text));
        }
      }
    }
    candidates.add(KeyState.present("rolecall-none-of-these"));
    candidates.add(KeyState.ABSENT);
    String key = conditions.getFirst().lowerCaseKey();
    return candidates.stream()
        .filter(possible)
        .filter(
            state -> {
              RequestContext with = context.with(key, state);
              return conditions.stream().allMatch(it -> it.evaluate(with).isTrue());
            })
        .findFirst();
  }

  /// `value` with its variables replaced; empty when the value of one of them is not known, or the
  /// request has none: then nothing matches it.
  public static Optional<String> resolved(String value, RequestContext context) {
    String rest = value.replace("${*}", "").replace("${?}", "").replace("${$}", "");
    int open = rest.indexOf("${");
    while (open >= 0) {
      int close = rest.indexOf('}', open);
      if (close < 0
          || !(context.get(rest.substring(open + 2, close)) instanceof KeyState.Present(var it))
          || it.size() != 1) {
        return Optional.empty();
      }
      open = rest.indexOf("${", close);
    }
    return Optional.of(rest.contains("${") ? fill(value, context) : value);
  }

  private static List<String> texts(Condition condition, String value) {
    return switch (condition.operator().comparison().family()) {
      case STRING, ARN ->
          condition.operator().comparison().wildcards()
              ? List.of(
                  value.replace("*", "").replace("?", "x"),
                  value.replace('*', 'x').replace('?', 'x'))
              : List.of(value);
      case BINARY -> List.of(value);
      case BOOL, NULL -> List.of("true", "false");
      case IP -> addresses(value);
      case NUMERIC -> numbers(value);
      case DATE -> dates(value);
    };
  }

  /// `value` with its variables replaced, where their keys are known.
  private static String fill(String value, RequestContext context) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    int open = value.indexOf("${");
    int close = value.indexOf('}', Math.max(open, 0));
    while (open >= 0 && close >= 0) {
      filled.append(value, at, open);
      if (context.get(value.substring(open + 2, close)) instanceof KeyState.Present(var values)
          && values.size() == 1) {
        filled.append(values.getFirst());
      }
      at = close + 1;
      open = value.indexOf("${", at);
      close = value.indexOf('}', Math.max(open, 0));
    }
    return filled.append(value, at, value.length()).toString();
  }

  private static List<String> addresses(String value) {
    return IpTest.address(value)
        .map(IPAddress::toPrefixBlock)
        .map(
            block ->
                List.of(
                    block.getLower().withoutPrefixLength().toString(), "192.0.2.1", "2001:db8::1"))
        .orElse(List.of());
  }

  private static List<String> numbers(String value) {
    return NumberTest.number(value)
        .map(
            number ->
                List.of(
                    number.toPlainString(),
                    number.subtract(BigDecimal.ONE).toPlainString(),
                    number.add(BigDecimal.ONE).toPlainString()))
        .orElse(List.of());
  }

  private static List<String> dates(String value) {
    return DateTest.date(value)
        .map(
            date ->
                List.of(
                    date.toString(),
                    date.minusSeconds(1).toString(),
                    date.plusSeconds(1).toString()))
        .orElse(List.of());
  }
}
