package dev.rolecall.policy;

import dev.rolecall.denial.RequestContext;
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

/// The date operators: W3C's profile of ISO 8601, or seconds since 1970.
/// [Date condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date)
record DateTest(Instant value, Order order) implements ValueTest {

  static ValueTest of(String value, Order order) {
    return date(value)
        .<ValueTest>map(date -> new DateTest(date, order))
        .orElseGet(() -> ValueTest.unreadable(value, "a date"));
  }

  @Override
  public Truth test(String actual, RequestContext context) {
    return date(actual)
        .map(date -> Truth.of(order.holds(date.compareTo(value))))
        .orElse(Truth.FALSE);
  }

  static Optional<Instant> date(String text) {
    String date = text.strip();
    try {
      return switch (date.length()) {
        case 4 -> Optional.of(Year.parse(date).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        case 7 ->
            Optional.of(YearMonth.parse(date).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        default ->
            date.indexOf('T') > 0
                ? Optional.of(OffsetDateTime.parse(date).toInstant())
                : date.indexOf('-') > 0
                    ? Optional.of(LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant())
                    : epochSeconds(date);
      };
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> epochSeconds(String text) {
    return NumberTest.number(text)
        .map(seconds -> seconds.setScale(0, RoundingMode.FLOOR))
        .filter(seconds -> seconds.abs().compareTo(BigDecimal.valueOf(Instant.MAX.getEpochSecond())) < 0)
        .map(seconds -> Instant.ofEpochSecond(seconds.longValue()));
  }
}
