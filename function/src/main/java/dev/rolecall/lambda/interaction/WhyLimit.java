package dev.rolecall.lambda.interaction;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often one person may ask, since each question reads IAM. Each instance of the function
/// counts for itself; few run at a time.
final class WhyLimit {

  static final int MOST = 6;
  static final Duration WITHIN = Duration.ofMinutes(1);

  private static final int MOST_PEOPLE = 1_000;

  private final Map<String, Deque<Instant>> asked =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
          return size() > MOST_PEOPLE;
        }
      };

  /// Whether `person` may ask now; then it counts.
  synchronized boolean admits(String person, Instant now) {
    Deque<Instant> times = asked.computeIfAbsent(person, _ -> new ArrayDeque<>());
    while (!times.isEmpty() && times.getFirst().isBefore(now.minus(WITHIN))) {
      times.removeFirst();
    }
    if (times.size() >= MOST) {
      return false;
    }
    times.addLast(now);
    return true;
  }
}
