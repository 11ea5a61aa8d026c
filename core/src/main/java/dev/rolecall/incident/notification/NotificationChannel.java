package dev.rolecall.incident.notification;

import java.util.function.Supplier;

/// A way to reach people, such as a topic or a chat.
///
/// It answers, whatever happens, and never throws for what the other side did: the answer says
/// whether another try helps.
///
/// @param <M> what it takes: a notification, which it puts into words itself, or a message in which
///   that was done already
@FunctionalInterface
public interface NotificationChannel<M> {
  /// Delivers a message.
  DeliveryResult deliver(M message);

  /// Gets a message ready that is to go out soon, or perhaps not at all. A channel for which that
  /// takes time does it on the side.
  ///
  /// @return delivers it
  default Supplier<DeliveryResult> prepare(M message) {
    return () -> deliver(message);
  }
}
