package dev.rolecall.iam.condition;

import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import inet.ipaddr.IPAddress;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds what a request would have to carry for a condition to hold. Every find is checked by
/// evaluating the condition.
public final class ConditionSolver {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

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
    Matcher variables = VARIABLE.matcher(rest);
    boolean known =
        !variables.replaceAll("").contains("${")
            && VARIABLE.matcher(rest).results().allMatch(it -> single(it, context).isPresent());
    return known
        ? Optional.of(rest.contains("${") ? fill(value, context) : value)
        : Optional.empty();
  }

  private static Optional<String> single(MatchResult variable, RequestContext context) {
    return context.get(variable.group(1)) instanceof KeyState.Present(List<String> values)
            && values.size() == 1
        ? Optional.of(values.getFirst())
        : Optional.empty();
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
    return VARIABLE
        .matcher(value)
        .replaceAll(it -> Matcher.quoteReplacement(single(it, context).orElse("")));
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
