package dev.rolecall.iam.condition;

import dev.rolecall.denial.RequestContext;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// The numeric operators.
record NumberTest(BigDecimal value, Ordering order) implements ValueTest {

  private static final String EXPECTED = "a number";

  static ValueTest of(String value, Ordering ordering) {
    return number(value)
        .<ValueTest>map(number -> new NumberTest(number, ordering))
        .orElseGet(() -> ValueTest.unreadable(EXPECTED));
  }

  @Override
  public Truth test(String actual, RequestContext context) {
    return number(actual)
        .map(number -> Truth.of(order.holds(number.compareTo(value))))
        .orElseGet(() -> ValueTest.incomparable(EXPECTED));
  }

  /// Integers and decimals only: an exponent could stand for a number with a billion digits.
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}(?:\\.[0-9]{1,30})?");

  static Optional<BigDecimal> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }
}
