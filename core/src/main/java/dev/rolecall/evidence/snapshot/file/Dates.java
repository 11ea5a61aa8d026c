package dev.rolecall.evidence.snapshot.file;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// Times as the AWS CLI writes them: ISO 8601 or, when so configured, seconds. A date alone, which
/// people cut them to, may be any time of that day, and counts as its end: that something is new is
/// never missed.
public final class Dates {

  private Dates() {}

  public static Optional<Instant> parse(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return day(text).or(() -> seconds(text));
    }
  }

  private static Optional<Instant> day(String text) {
    try {
      return Optional.of(
          LocalDate.parse(text)
              .plusDays(1)
              .atStartOfDay(ZoneOffset.UTC)
              .minusSeconds(1)
              .toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> seconds(String text) {
    try {
      return Optional.of(Instant.ofEpochMilli(Math.round(Double.parseDouble(text) * 1000)));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
