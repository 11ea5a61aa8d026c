package dev.rolecall.lambda;

import dev.rolecall.incident.DeliveryFailure;
import dev.rolecall.incident.Notification;
import dev.rolecall.incident.NotificationChannel;
import dev.rolecall.incident.NotificationKind;
import dev.rolecall.message.NotificationFormat;
import dev.rolecall.message.SnsMessage;
import dev.rolecall.message.WritingOptions;
import dev.rolecall.publish.DeliveryResult;
import java.util.Optional;
import java.util.function.Function;

/// Notices to topics.
///
/// @param everyone the topic for all
/// @param inPlace the topic for those who can change what they showed before; empty when there are
///   none
record SnsChannel(
    Function<SnsMessage, DeliveryResult> everyone,
    Optional<Function<SnsMessage, DeliveryResult>> inPlace)
    implements NotificationChannel {

  @Override
  public void send(Notification notification) throws DeliveryFailure {
    Optional<Function<SnsMessage, DeliveryResult>> topic =
        isForEveryone(notification) ? Optional.of(everyone) : inPlace;
    if (topic.isEmpty()) {
      return;
    }
    switch (topic.get().apply(NotificationFormat.write(notification, WritingOptions.plain()))) {
      case DeliveryResult.Published _,
          DeliveryResult.PublishedInPart _,
          DeliveryResult.Skipped _ -> {}
      case DeliveryResult.Rejected(String why) -> throw new DeliveryFailure(why);
      case DeliveryResult.TryLater(String why, _) -> throw new DeliveryFailure(why);
    }
  }

  private static boolean isForEveryone(Notification notification) {
    return switch (notification) {
      case Notification.OfRefusal(NotificationKind kind, _, _, _) -> kind.isForEveryone();
      case Notification.OfSearch(NotificationKind kind, _, _, _) -> kind.isForEveryone();
      case Notification.OfDigest _ -> true;
    };
  }
}
