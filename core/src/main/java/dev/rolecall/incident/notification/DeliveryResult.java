package dev.rolecall.incident.notification;

import java.time.Duration;
import java.util.Optional;

/// What became of a message. No sentence in it holds a secret.
public sealed interface DeliveryResult {

  /// It is out.
  ///
  /// @param id what the other side calls it; empty where it gives no name
  record Delivered(Optional<String> id) implements DeliveryResult {}

  /// It is out and must not be sent again, but not all of it: the details are missing, or nothing
  /// will remember that it is out.
  ///
  /// @param why what is missing
  record DeliveredInPart(Optional<String> id, String why) implements DeliveryResult {}

  /// It was not sent, and need not be.
  record Skipped(String why) implements DeliveryResult {}

  /// It was rejected, and will be every time until an operator changes something.
  ///
  /// @param everyMessage whether the channel rejects every message until then, such as for a bad
  ///   secret
  record Rejected(String why, boolean everyMessage) implements DeliveryResult {

    /// The channel rejects this message; others may pass.
    public Rejected(String why) {
      this(why, false);
    }
  }

  /// It is not out, as far as is known; the same may succeed later.
  ///
  /// @param after the time that the other side asked to wait
  record TryLater(String why, Optional<Duration> after) implements DeliveryResult {}

  /// Why people did not get it; empty when they did, or need not.
  default Optional<String> failure() {
    return switch (this) {
      case Delivered _, DeliveredInPart _, Skipped _ -> Optional.empty();
      case Rejected(String why, _) -> Optional.of(why);
      case TryLater(String why, _) -> Optional.of(why);
    };
  }
}
