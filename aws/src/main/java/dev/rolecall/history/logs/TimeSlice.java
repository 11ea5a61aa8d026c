package dev.rolecall.history.logs;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;

/// A part of the period, in whole seconds, as Logs Insights takes times.
///
/// @param from belongs to it
/// @param to does not
public record TimeSlice(Instant from, Instant to) {

  public TimeSlice {
    from = from.truncatedTo(ChronoUnit.SECONDS);
    to = to.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
  }

  /// The day, in UTC, that it begins on.
  public LocalDate date() {
    return from.atZone(ZoneOffset.UTC).toLocalDate();
  }

  long seconds() {
    return to.getEpochSecond() - from.getEpochSecond();
  }

  boolean contains(Instant time) {
    return !time.isBefore(from) && time.isBefore(to);
  }

  /// The same time in so many parts, none shorter than a second.
  List<TimeSlice> split(long parts) {
    long number = Math.clamp(parts, 1, seconds());
    return LongStream.range(0, number)
        .mapToObj(part -> new TimeSlice(at(part, number), at(part + 1, number)))
        .toList();
  }

  private Instant at(long part, long of) {
    return from.plusSeconds(seconds() * part / of);
  }

  @Override
  public String toString() {
    return from + "/" + to;
  }
}
