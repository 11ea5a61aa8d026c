package dev.rolecall.message;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Points in time, as people read them.
final class Moment {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Moment() {}

  /// "2026-11-03 02:14:07 UTC".
  static String absolute(Instant time) {
    return FORMAT.format(time);
  }

  /// "14 minutes before the denial", "2 days after the denial".
  static String relative(Instant time, Instant denied) {
    Duration between = Duration.between(time, denied);
    String side = between.isNegative() ? "after" : "before";
    return length(between.abs()) + " " + side + " the denial";
  }

  /// The length in the largest unit that does not blur it.
  private static String length(Duration length) {
    if (length.toSeconds() < 120) {
      return count(length.toSeconds(), "second");
    }
    if (length.toMinutes() < 120) {
      return count(length.toMinutes(), "minute");
    }
    return length.toHours() < 48 ? count(length.toHours(), "hour") : count(length.toDays(), "day");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
