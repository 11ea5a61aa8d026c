package dev.rolecall.incident.notification;

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
}
