package dev.rolecall.incident.notification;

/// Where notices go.
@FunctionalInterface
public interface NotificationChannel {
  /// Sends it.
  void send(Notification notification) throws DeliveryFailure;
}
