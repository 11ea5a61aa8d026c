package dev.rolecall.doctor.redrive;

import dev.rolecall.doctor.report.InstalledQueues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What became of the content of the failure queues.
///
/// @param dryRun whether nothing was sent
/// @param problem why there are no queues to look at
/// @param queues in the order of the installation
public record RedriveReport(boolean dryRun, Optional<Problem> problem, List<Queue> queues) {

  public RedriveReport {
    queues = List.copyOf(queues);
  }

  /// Why nothing could be done.
  ///
  /// @param wrong whether it is missing or wrong; otherwise it could not be read
  /// @param next what to do about it
  public record Problem(boolean wrong, String what, String next) {}

  /// One queue.
  ///
  /// @param found how many messages there were, as far as SQS knows
  /// @param sent how many were sent again
  /// @param left how many were not, by the reason
  /// @param unread why it could not be read
  public record Queue(
      InstalledQueues.Kept kept,
      long found,
      int sent,
      SortedMap<String, Integer> left,
      Optional<String> unread) {

    public Queue {
      left = new TreeMap<>(left);
    }

    /// How many are left.
    public int leftInAll() {
      return left.values().stream().mapToInt(Integer::intValue).sum();
    }

    static Queue unread(InstalledQueues.Kept kept, String why) {
      return new Queue(kept, 0, 0, new TreeMap<>(Map.of()), Optional.of(why));
    }
  }

  /// How many were sent again.
  public int sent() {
    return queues.stream().mapToInt(Queue::sent).sum();
  }

  /// How many are left.
  public int left() {
    return queues.stream().mapToInt(Queue::leftInAll).sum();
  }

  /// How many queues could not be read.
  public int unread() {
    return Math.toIntExact(queues.stream().filter(queue -> queue.unread().isPresent()).count());
  }

  /// How many messages there were.
  public long found() {
    return queues.stream().mapToLong(Queue::found).sum();
  }
}
