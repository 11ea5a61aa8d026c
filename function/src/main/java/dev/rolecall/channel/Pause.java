package dev.rolecall.channel;

import java.time.Duration;

/// Waits between attempts.
@FunctionalInterface
public interface Pause {
  /// Returns after `time`.
  void rest(Duration time) throws InterruptedException;
}
