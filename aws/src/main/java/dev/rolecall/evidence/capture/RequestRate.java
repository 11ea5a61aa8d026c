package dev.rolecall.evidence.capture;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Keeps calls apart: CloudTrail answers [two a
/// second](https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html) in
/// each account and region. Safe for several threads.
public final class RequestRate {

  private static final Duration APART = Duration.ofMillis(520);

  private final InstantSource clock;
  private final Consumer<Duration> pause;
  private final Map<String, Instant> next = new HashMap<>();

  /// @param pause waits
  public RequestRate(InstantSource clock, Consumer<Duration> pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /// Waits until the next call to `place` may be made.
  ///
  /// @param place what has a limit of its own: a region, of one account or named with it
  public void next(String place) {
    Duration wait = reserve(place);
    if (wait.isPositive()) {
      pause.accept(wait);
    }
  }

  private synchronized Duration reserve(String place) {
    Instant now = clock.instant();
    Instant due = next.getOrDefault(place, now);
    Instant at = due.isAfter(now) ? due : now;
    next.put(place, at.plus(APART));
    return Duration.between(now, at);
  }
}
