package dev.rolecall.incident;

import dev.rolecall.incident.repository.RepositoryFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// Has incidents looked at by another invocation: later, or at the same time as others.
///
/// A look that gets lost is made up for: the incident stays due, and the schedule looks at it.
@FunctionalInterface
public interface LookQueue {

  /// The longest delay; a longer one is cut to it.
  Duration LONGEST_DELAY = Duration.ofMinutes(15);

  /// So many incidents are one piece of work; the queue splits more. Each may take seconds.
  int PART = 10;

  /// Has each of these incidents looked at after `delay`, whether it is due then or not.
  ///
  /// @throws RepositoryFailure when the queue does not take it
  void look(List<String> incidents, Duration delay);

  /// Has those of these incidents looked at after `delay` that are still due by then.
  ///
  /// @param until a look that did not begin by then is not worth it any more: the next sweep has
  ///   come
  /// @throws RepositoryFailure when the queue does not take it
  default void lookIfDue(List<String> incidents, Duration delay, Instant until) {
    look(incidents, delay);
  }

  /// Puts an incident that failed too often where operators find it.
  ///
  /// @param failures how often it failed in a row
  /// @param reason what failed, without text of the incident
  /// @throws RepositoryFailure when the queue does not take it
  default void giveUp(String incident, int failures, String reason) {}

  /// Asks the queue for looks. Where it does not take them, the incidents stay due, and the
  /// schedule looks at them.
  default void tryTo(Consumer<LookQueue> request) {
    try {
      request.accept(this);
    } catch (RepositoryFailure _) {
      // They stay due.
    }
  }

  /// Whether something takes incidents from it. Without workers, a sweep looks at all by itself.
  default boolean hasWorkers() {
    return true;
  }

  /// One that takes everything and does nothing: the schedule looks at what is due.
  static LookQueue none() {
    return new LookQueue() {
      @Override
      public void look(List<String> incidents, Duration delay) {}

      @Override
      public boolean hasWorkers() {
        return false;
      }
    };
  }
}
