package dev.rolecall.evidence.capture;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Keeps calls apart: CloudTrail answers [two a
/// second](https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html) in
/// each account and region. One account's.
final class Pace {

  private static final Duration APART = Duration.ofMillis(520);

  private final InstantSource clock;
  private final Consumer<Duration> pause;
  private final Map<String, Instant> next = new HashMap<>();

  /// @param pause waits
  Pace(InstantSource clock, Consumer<Duration> pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /// Waits until the next call to `region` may be made.
  void next(String region) {
    Instant now = clock.instant();
    Instant due = next.getOrDefault(region, now);
    if (due.isAfter(now)) {
      pause.accept(Duration.between(now, due));
    }
    next.put(region, (due.isAfter(now) ? due : now).plus(APART));
  }
}
