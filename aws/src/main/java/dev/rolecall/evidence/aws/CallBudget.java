package dev.rolecall.evidence.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Keeps to a number of calls in a span of time at each of many places. Safe for several threads.
///
/// @param <P> what has a limit of its own, such as an account
public final class CallBudget<P> {

  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  private final InstantSource clock;
  private final int calls;
  private final Duration span;

  /// When the last calls were, or will be, made, the oldest first.
  private final Map<P, Deque<Instant>> made = new HashMap<>();

  CallBudget(InstantSource clock, int calls, Duration span) {
    this.clock = clock;
    this.calls = calls;
    this.span = span;
  }

  /// One that keeps calls apart: CloudTrail answers [two a
  /// second](https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html)
  /// in each account and region.
  public static <P> CallBudget<P> ofLookups(InstantSource clock) {
    return new CallBudget<>(clock, 1, Duration.ofMillis(520));
  }

  /// Takes one call out of the budget, and waits until it may be made.
  ///
  /// @param pause waits
  public void await(P place, Consumer<Duration> pause) {
    take(place, FOREVER).filter(Duration::isPositive).ifPresent(pause);
  }

  /// Takes one call out of the budget. Empty when there is none within `longest`.
  ///
  /// @return how long to wait before the call
  synchronized Optional<Duration> take(P place, Duration longest) {
    Instant now = clock.instant();
    made.values().removeIf(times -> times.getLast().plus(span).isBefore(now));
    Deque<Instant> times = made.getOrDefault(place, new ArrayDeque<>());
    Instant next = times.size() < calls ? now : times.getFirst().plus(span);
    Instant at = next.isBefore(now) ? now : next;
    Duration wait = Duration.between(now, at);
    if (wait.compareTo(longest) >= 0) {
      return Optional.empty();
    }
    if (times.size() == calls) {
      times.removeFirst();
    }
    times.addLast(at);
    made.put(place, times);
    return Optional.of(wait);
  }
}
