package dev.rolecall.incident;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.incident.notification.DeliveryFailure;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.notification.NotificationChannel;
import dev.rolecall.incident.repository.CachingIncidentRepository;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationClaim;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.NotificationPolicy;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// Sends notices that were claimed, and keeps that they are out.
final class NotificationDispatcher {

  private final CachingIncidentRepository cachingIncidentRepository;
  private final NotificationPolicy notificationPolicy;
  private final NotificationChannel<Notification> notificationChannel;
  private final InstantSource clock;

  NotificationDispatcher(
      CachingIncidentRepository cachingIncidentRepository,
      NotificationPolicy notificationPolicy,
      NotificationChannel<Notification> notificationChannel,
      InstantSource clock) {
    this.cachingIncidentRepository = cachingIncidentRepository;
    this.notificationPolicy = notificationPolicy;
    this.notificationChannel = notificationChannel;
    this.clock = clock;
  }

  /// Sends the pending notice of `incident`. When it does not get out it is free for the next one
  /// who comes by.
  ///
  /// @param explanation of a denial of the incident; empty when it cannot be told, and then only
  ///   the notice of a search gets out
  void send(Incident incident, Supplier<Optional<Explanation>> explanation) throws DeliveryFailure {
    NotificationClaim notificationClaim = incident.pending().orElseThrow();
    try {
      deliver(notice(incident, notificationClaim.kind(), explanation));
    } catch (DeliveryFailure e) {
      cachingIncidentRepository.change(
          incident.id(),
          one -> notificationPolicy.releaseClaim(one, notificationClaim.number(), clock.instant()));
      throw e;
    }
    cachingIncidentRepository.change(
        incident.id(),
        one -> notificationPolicy.markSent(one, notificationClaim.number(), clock.instant()));
  }

  private void deliver(Notification notification) throws DeliveryFailure {
    Optional<String> failure = notificationChannel.deliver(notification).failure();
    if (failure.isPresent()) {
      throw new DeliveryFailure(failure.get());
    }
  }

  private Notification notice(
      Incident incident, NotificationKind kind, Supplier<Optional<Explanation>> explanation)
      throws DeliveryFailure {
    Optional<Explanation> found = explanation.get();
    return switch (incident.subject()) {
      case IncidentSubject.Search _ ->
          new Notification.OfSearch(kind, incident, found, clock.instant());
      case IncidentSubject.Refusal _ ->
          new Notification.OfRefusal(
              kind,
              incident,
              found.orElseThrow(
                  () -> new DeliveryFailure("the event of the incident is not at hand")),
              clock.instant());
    };
  }
}
