package dev.rolecall.policy;

import dev.rolecall.denial.RequestContext;
import java.math.BigDecimal;
import java.util.Optional;

/// The numeric operators.
record NumberTest(BigDecimal value, Order order) implements ValueTest {

  static ValueTest of(String value, Order order) {
    return number(value)
        .<ValueTest>map(number -> new NumberTest(number, order))
        .orElseGet(() -> ValueTest.unreadable(value, "a number"));
  }

  @Override
  public Truth test(String actual, RequestContext context) {
    return number(actual)
        .map(number -> Truth.of(order.holds(number.compareTo(value))))
        .orElse(Truth.FALSE);
  }

  static Optional<BigDecimal> number(String text) {
    try {
      return text.length() > 64 ? Optional.empty() : Optional.of(new BigDecimal(text.strip()));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
