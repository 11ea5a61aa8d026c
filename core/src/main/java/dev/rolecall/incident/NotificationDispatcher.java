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
import dev.rolecall.problem.StoreWords;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// Sends notices that were claimed, and keeps that they are out.
final class NotificationDispatcher {

  private final CachingIncidentRepository incidents;
  private final NotificationPolicy policy;
  private final NotificationChannel<Notification> channel;
  private final InstantSource clock;

  NotificationDispatcher(
      CachingIncidentRepository incidents,
      NotificationPolicy policy,
      NotificationChannel<Notification> channel,
      InstantSource clock) {
    this.incidents = incidents;
    this.policy = policy;
    this.channel = channel;
    this.clock = clock;
  }

  /// Sends the pending notice of `incident`. When it does not get out it is free for the next one
  /// who comes by.
  ///
  /// @param explanation of a denial of the incident; empty when it is not known, and then only the
  ///   notice of a search gets out
  void send(Incident incident, Supplier<Optional<Explanation>> explanation) throws DeliveryFailure {
    NotificationClaim claim = incident.pending().orElseThrow();
    try {
      deliver(notice(incident, claim.kind(), explanation));
    } catch (DeliveryFailure e) {
      incidents.change(
          incident.id(), one -> policy.releaseClaim(one, claim.number(), clock.instant()));
      throw e;
    }
    incidents.change(incident.id(), one -> policy.markSent(one, claim.number(), clock.instant()));
  }

  private void deliver(Notification notification) throws DeliveryFailure {
    Optional<String> failure = channel.deliver(notification).failure();
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
      case IncidentSubject.SharedCause _ ->
          new Notification.OfSharedCause(
              kind,
              incident,
              found.orElseThrow(() -> new DeliveryFailure(StoreWords.noEvent())),
              SharedCauseStore.listed(incidents, incident),
              clock.instant());
      case IncidentSubject.Refusal _ ->
          new Notification.OfRefusal(
              kind,
              incident,
              found.orElseThrow(() -> new DeliveryFailure(StoreWords.noEvent())),
              clock.instant());
    };
  }
}
