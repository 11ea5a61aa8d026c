package dev.rolecall.lambda.wiring;

import dev.rolecall.channel.DeliveryResult;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.notification.NotificationFormat;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.incident.notification.DeliveryFailure;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.notification.NotificationChannel;
import dev.rolecall.incident.state.NotificationKind;
import java.util.Optional;
import java.util.function.Function;

/// Notices to topics.
///
/// @param everyone the topic for all
/// @param inPlace the topic for those who can change what they showed before; empty when there are
///   none
public record SnsChannel(
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
