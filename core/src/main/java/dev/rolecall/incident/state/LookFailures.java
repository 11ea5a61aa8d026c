package dev.rolecall.incident.state;

import java.time.Duration;
import java.time.Instant;

/// Looks at an incident that failed, all of them since the last one that worked.
///
/// @param times how many
/// @param until no further look before then
public record LookFailures(int times, Instant until) {

  /// So many in a row are for operators.
  public static final int TOO_MANY = 6;

  /// With a look an hour, operators hear of it once a day.
  private static final int A_DAY_OF_LOOKS = 24;

  private static final Duration FIRST = Duration.ofMinutes(1);

  /// The first failure, or one more.
  ///
  /// @param times how many there were before
  /// @param longest the next look comes after this at the latest
  public static LookFailures after(int times, Instant now, Duration longest) {
    Duration wait = FIRST;
    for (int i = 0; i < times && wait.compareTo(longest) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return new LookFailures(times + 1, now.plus(wait.compareTo(longest) < 0 ? wait : longest));
  }

  /// Whether operators have to hear of it.
  public boolean isForOperators() {
    return times >= TOO_MANY && (times - TOO_MANY) % A_DAY_OF_LOOKS == 0;
  }
}
