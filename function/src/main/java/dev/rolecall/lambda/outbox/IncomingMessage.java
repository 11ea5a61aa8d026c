package dev.rolecall.lambda.outbox;

import java.time.Instant;
import java.util.Optional;

/// A message of the topic as it came to a function.
///
/// @param id what SNS calls it; the same whatever way it comes
/// @param json what was published
/// @param body as a queue holds it
/// @param receipt when it came from a queue
public record IncomingMessage(String id, String json, String body, Optional<Receipt> receipt) {

  /// Its place in a queue.
  ///
  /// @param message what the queue calls it
  /// @param handle for changes to this delivery
  /// @param received how often it was handed out
  /// @param sent when it was put there
  /// @param line the line of the outbox in which it waits; empty in any other queue
  public record Receipt(
      String message, String handle, int received, Instant sent, Optional<String> line) {}

  /// The line of the outbox in which it waits.
  public Optional<String> line() {
    return receipt.flatMap(Receipt::line);
  }
}
