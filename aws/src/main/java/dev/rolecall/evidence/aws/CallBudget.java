package dev.rolecall.evidence.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Keeps to a number of calls a second at each of many places.
///
/// @param <P> what has a limit of its own, such as an account
final class CallBudget<P> {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final int perSecond;

  /// When the last calls were, or will be, made, the oldest first.
  private final Map<P, Deque<Instant>> calls = new HashMap<>();

  CallBudget(InstantSource clock, int perSecond) {
    this.clock = clock;
    this.perSecond = perSecond;
  }

  /// Takes one call out of the budget. Empty when there is none within `longest`.
  ///
  /// @return how long to wait before the call
  synchronized Optional<Duration> take(P place, Duration longest) {
    Instant now = clock.instant();
    calls.values().removeIf(made -> made.getLast().plus(SECOND).isBefore(now));
    Deque<Instant> made = calls.getOrDefault(place, new ArrayDeque<>());
    Instant next = made.size() < perSecond ? now : made.getFirst().plus(SECOND);
    Instant at = next.isBefore(now) ? now : next;
    Duration wait = Duration.between(now, at);
    if (wait.compareTo(longest) >= 0) {
      return Optional.empty();
    }
    if (made.size() == perSecond) {
      made.removeFirst();
    }
    made.addLast(at);
    calls.put(place, made);
    return Optional.of(wait);
  }
}
