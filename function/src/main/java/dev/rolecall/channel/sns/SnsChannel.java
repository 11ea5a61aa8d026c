package dev.rolecall.channel.sns;

import dev.rolecall.channel.wording.DeliveryWords;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.notification.Channel;
import dev.rolecall.explanation.notification.NotificationFormat;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.notification.NotificationChannel;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.problem.DefectPlace;
import dev.rolecall.problem.StoreWords;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Notifications to topics, which hand them on to everybody who subscribed.
///
/// @param everyone the topic for all
/// @param inPlace the topic for those who can change what they showed before; empty when there are
///   none
/// @param channels that take their messages from the topics
public record SnsChannel(
    NotificationChannel<SnsMessage> everyone,
    Optional<NotificationChannel<SnsMessage>> inPlace,
    Set<Channel> channels,
    WritingOptions writingOptions)
    implements NotificationChannel<Notification> {

  /// With links to the console alone.
  public SnsChannel(
      NotificationChannel<SnsMessage> everyone,
      Optional<NotificationChannel<SnsMessage>> inPlace,
      Set<Channel> channels) {
    this(everyone, inPlace, channels, WritingOptions.plain());
  }

  public SnsChannel {
    channels = Set.copyOf(channels);
  }

  @Override
  public DeliveryResult deliver(Notification notification) {
    return topic(notification)
        .map(to -> written(notification, to).get())
        .orElseGet(SnsChannel::skipped);
  }

  /// Puts the notification into words on another thread.
  @Override
  public Supplier<DeliveryResult> prepare(Notification notification) {
    return topic(notification)
        .map(
            to ->
                CompletableFuture.supplyAsync(
                    () -> written(notification, to), Thread::startVirtualThread))
        .<Supplier<DeliveryResult>>map(delivery -> () -> delivery.join().get())
        .orElse(SnsChannel::skipped);
  }

  private Optional<NotificationChannel<SnsMessage>> topic(Notification notification) {
    return isForEveryone(notification) ? Optional.of(everyone) : inPlace;
  }

  private static DeliveryResult skipped() {
    return new DeliveryResult.Skipped(DeliveryWords.noUpdates());
  }

  /// Delivers the notification, which is put into words now. What cannot be put into words does not
  /// get out, and says so as any channel does.
  private Supplier<DeliveryResult> written(
      Notification notification, NotificationChannel<SnsMessage> topic) {
    try {
      SnsMessage message = NotificationFormat.write(notification, writingOptions, channels);
      return () -> topic.deliver(message);
    } catch (RuntimeException e) {
      return () -> new DeliveryResult.Rejected(StoreWords.notWritten(DefectPlace.of(e)));
    }
  }

  private static boolean isForEveryone(Notification notification) {
    return switch (notification) {
      case Notification.OfRefusal(NotificationKind kind, _, _, _) -> kind.isForEveryone();
      case Notification.OfSearch(NotificationKind kind, _, _, _) -> kind.isForEveryone();
      case Notification.OfSharedCause(NotificationKind kind, _, _, _, _) -> kind.isForEveryone();
      case Notification.OfDigest _ -> true;
    };
  }
}
