package dev.rolecall.channel.slack;

import java.time.Duration;
import java.time.Instant;

/// How many messages are brought up to date in a minute. Slack allows [about 50
/// edits](https://docs.slack.dev/reference/methods/chat.update) in a workspace; ten of them are
/// left for alerts. When there are more messages to update than that, each of them has its turn
/// every few minutes.
final class UpdateBudget {

  static final int MOST = 40;
  private static final long MINUTE = Duration.ofMinutes(1).toSeconds();

  private long minute = Long.MIN_VALUE;
  private int askedBefore;
  private int asked;
  private int taken;
  private Instant busyUntil = Instant.MIN;

  /// Takes one edit of the minute.
  ///
  /// @param incident whose message it is
  /// @return whether there is one for it
  boolean take(String incident, Instant now) {
    long current = now.getEpochSecond() / MINUTE;
    if (current != minute) {
      askedBefore = current == minute + 1 ? asked : 0;
      asked = 0;
      taken = 0;
      minute = current;
    }
    asked++;
    int turns = Math.max(1, Math.ceilDiv(askedBefore, MOST));
    if (now.isBefore(busyUntil)
        || taken == MOST
        || Math.floorMod(incident.hashCode() + minute, turns) != 0) {
      return false;
    }
    taken++;
    return true;
  }

  /// Slack takes no more until then.
  void close(Instant until) {
    busyUntil = until;
  }
}
