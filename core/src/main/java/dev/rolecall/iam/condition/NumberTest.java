package dev.rolecall.iam.condition;

import dev.rolecall.denial.GapFact.UnexpectedValue.Format;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/// The numeric operators.
final class NumberTest {

  private NumberTest() {}

  /// @param order whether a value of the request may stand so to that of the policy, by the sign of
  ///   their difference
  static ValueTest of(String value, IntPredicate order) {
    return ValueTest.of(
        value,
        Format.NUMBER,
        NumberTest::number,
        (wanted, got) -> order.test(got.compareTo(wanted)));
  }

  /// Integers and decimals only: an exponent could stand for a number with a billion digits.
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}(?:\\.[0-9]{1,30})?");

  static Optional<BigDecimal> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }
}
