package dev.rolecall.explanation.wording.term;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Points in time, as people read them.
public final class TimeFormat {

  private static final DateTimeFormatter SECOND = inUtc("uuuu-MM-dd HH:mm:ss 'UTC'");
  private static final DateTimeFormatter MINUTE = inUtc("uuuu-MM-dd HH:mm 'UTC'");
  private static final DateTimeFormatter CLOCK = inUtc("HH:mm 'UTC'");
  private static final DateTimeFormatter DAY = inUtc("uuuu-MM-dd");

  private TimeFormat() {}

  private static DateTimeFormatter inUtc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /// "2026-11-03 02:14:07 UTC".
  public static String absolute(Instant time) {
    return SECOND.format(time);
  }

  /// "2026-11-03 02:14 UTC".
  public static String minute(Instant time) {
    return MINUTE.format(time);
  }

  /// "02:14 UTC", with the date when it is another day than `now`.
  public static String clock(Instant time, Instant now) {
    return sameDay(time, now) ? CLOCK.format(time) : MINUTE.format(time);
  }

  /// The same after `before` was mentioned: with the date when that is another day too.
  public static String clock(Instant time, Instant before, Instant now) {
    return clock(time, sameDay(time, before) ? before : now);
  }

  private static boolean sameDay(Instant one, Instant other) {
    return DAY.format(one).equals(DAY.format(other));
  }

  /// "02:14 to 03:40 UTC", with dates when it is another day than `now`.
  public static String range(Instant from, Instant to, Instant now) {
    return clock(from, now).replace(" UTC", "") + " to " + clock(to, from, now);
  }

  /// "14 minutes before the denial", "2 days after the denial".
  public static String relative(Instant time, Instant denied) {
    Duration between = Duration.between(time, denied);
    String side = between.isNegative() ? "after" : "before";
    return length(between.abs()) + " " + side + " the denial";
  }

  /// "14 minutes": the length in the largest unit that does not blur it.
  public static String length(Duration length) {
    if (length.toSeconds() < 120) {
      return Count.of(length.toSeconds(), "second");
    }
    if (length.toMinutes() < 120) {
      return Count.of(length.toMinutes(), "minute");
    }
    return length.toHours() < 48
        ? Count.of(length.toHours(), "hour")
        : Count.of(length.toDays(), "day");
  }
}
