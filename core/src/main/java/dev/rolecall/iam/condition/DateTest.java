package dev.rolecall.iam.condition;

import dev.rolecall.denial.GapFact.UnexpectedValue.Format;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.IntPredicate;

/// The date operators: W3C's profile of ISO 8601, or seconds since 1970. [Date condition
/// operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date)
final class DateTest {

  private DateTest() {}

  /// @param order whether a value of the request may stand so to that of the policy, by the sign of
  ///   their difference
  static ValueTest of(String value, IntPredicate order) {
    return ValueTest.of(
        value, Format.DATE, DateTest::date, (wanted, got) -> order.test(got.compareTo(wanted)));
  }

  /// The moment in `text`: a year, a month or a day means its first moment; four digits are a year.
  static Optional<Instant> date(String text) {
    boolean year = text.length() == 4 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!year && text.indexOf('-', 1) < 0) {
      return NumberTest.number(text).flatMap(DateTest::epoch);
    }
    try {
      return Optional.of(
          switch (text.length()) {
            case 4 -> startOf(Year.parse(text).atDay(1));
            case 7 -> startOf(YearMonth.parse(text).atDay(1));
            case 10 -> startOf(LocalDate.parse(text));
            default -> OffsetDateTime.parse(text).toInstant();
          });
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static final BigDecimal FURTHEST = BigDecimal.valueOf(Instant.MAX.getEpochSecond());

  private static Optional<Instant> epoch(BigDecimal seconds) {
    if (seconds.abs().compareTo(FURTHEST) >= 0) {
      return Optional.empty();
    }
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    long nanos = seconds.subtract(whole).movePointRight(9).longValue();
    return Optional.of(Instant.ofEpochSecond(whole.longValue(), nanos));
  }
}
