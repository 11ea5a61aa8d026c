package dev.rolecall.report;

import java.time.Instant;
import java.util.Optional;

/// A stretch of time, open where an end is missing.
///
/// @param from its beginning, which belongs to it
/// @param to its end, which does not
public record Period(Optional<Instant> from, Optional<Instant> to) {

  /// All of time.
  public static final Period ALWAYS = new Period(Optional.empty(), Optional.empty());

  /// Whether `time` is in it.
  public boolean contains(Instant time) {
    return from.map(begin -> !time.isBefore(begin)).orElse(true)
        && to.map(time::isBefore).orElse(true);
  }
}
