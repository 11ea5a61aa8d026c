package dev.rolecall.lambda;

import dev.rolecall.incident.LookQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/// The queue of looks and its workers, as Lambda runs them: so many at a time, each with a piece of
/// work.
final class SimulatedLooks implements LookQueue {

  /// As many as the stack allows, and as long as one may take.
  private static final int WORKERS = 10;

  private static final Duration BUDGET = Duration.ofSeconds(50);

  /// What a worker does.
  @FunctionalInterface
  interface Worker {
    void look(List<String> incidents, boolean ifDue, Instant end);
  }

  /// @param until not worth it after this; never empty for what is looked at only if it is due
  private record Piece(List<String> incidents, long due, Instant until) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  private final DelayQueue<Piece> queue = new DelayQueue<>();
  private final Worker worker;

  SimulatedLooks(Worker worker) {
    this.worker = worker;
    for (int number = 0; number < WORKERS; number++) {
      Thread.ofVirtual().start(this::work);
    }
  }

  private static Instant now() {
    return Instant.now(Clock.systemUTC());
  }

  @Override
  public void look(List<String> incidents, Duration delay) {
    add(incidents, delay, Instant.MAX);
  }

  @Override
  public void lookIfDue(List<String> incidents, Duration delay, Instant until) {
    add(incidents, delay, until);
  }

  private void add(List<String> incidents, Duration delay, Instant until) {
    for (int from = 0; from < incidents.size(); from += PART) {
      List<String> part = incidents.subList(from, Math.min(incidents.size(), from + PART));
      queue.add(new Piece(List.copyOf(part), System.nanoTime() + delay.toNanos(), until));
    }
  }

  int waiting() {
    return queue.size();
  }

  private void work() {
    try {
      while (true) {
        Piece piece = queue.take();
        if (now().isBefore(piece.until())) {
          boolean ifDue = piece.until().isBefore(Instant.MAX);
          worker.look(piece.incidents(), ifDue, now().plus(BUDGET));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
