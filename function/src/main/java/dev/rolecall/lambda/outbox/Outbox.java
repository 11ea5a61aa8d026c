package dev.rolecall.lambda.outbox;

import java.time.Duration;

/// The queue of messages for a channel. It hands out the messages of one line in their order, and
/// none before those in front of it are delivered or buried. Methods throw [OutboxFailure].
public interface Outbox {

  /// Adds a message at the end of a line. The same id again within five minutes adds nothing.
  void put(String body, String line, String id);

  /// Hands out a message that was not delivered again, with all behind it, after `time`.
  ///
  /// @param receipt from its last delivery
  void delay(String receipt, Duration time);

  /// Keeps a message that cannot be delivered, for people.
  void bury(String body, String id);
}
