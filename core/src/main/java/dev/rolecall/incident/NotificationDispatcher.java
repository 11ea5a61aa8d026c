package dev.rolecall.incident;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.incident.notification.DeliveryFailure;
import dev.rolecall.incident.notification.DeliveryResult;
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

  /// A notice that was made ready before its incident was kept.
  ///
  /// @param incident as it was to be kept
  record Prepared(Incident incident, Supplier<DeliveryResult> delivery) {

    /// Whether it says what is to be said now that the incident is kept, which adds only what the
    /// store needs to know.
    boolean isOf(Incident kept) {
      return incident.with().version(kept.version()).touches(kept.touches()).build().equals(kept);
    }
  }

  /// Makes the notice that `incident` has claimed ready while the incident is written. That of a
  /// shared cause lists what is in the store, and has to wait.
  Optional<Prepared> prepare(Incident incident, Explanation explanation) {
    if (incident.subject() instanceof IncidentSubject.SharedCause) {
      return Optional.empty();
    }
    NotificationKind kind = incident.pending().orElseThrow().kind();
    Notification notice =
        incident.subject() instanceof IncidentSubject.Search
            ? new Notification.OfSearch(kind, incident, Optional.of(explanation), clock.instant())
            : new Notification.OfRefusal(kind, incident, explanation, clock.instant());
    return Optional.of(new Prepared(incident, channel.prepare(notice)));
  }

  /// Sends the pending notice of `incident`. When it does not get out it is free for the next one
  /// who comes by.
  ///
  /// @param explanation of a denial of the incident; empty when it is not known, and then only the
  ///   notice of a search gets out
  void send(Incident incident, Supplier<Optional<Explanation>> explanation) throws DeliveryFailure {
    send(incident, Optional.empty(), explanation);
  }

  /// The same, with the notice that was made ready, unless the incident has changed since.
  void send(
      Incident incident, Optional<Prepared> prepared, Supplier<Optional<Explanation>> explanation)
      throws DeliveryFailure {
    NotificationClaim claim = incident.pending().orElseThrow();
    Optional<Prepared> ready = prepared.filter(one -> one.isOf(incident));
    try {
      deliver(
          ready.isPresent()
              ? ready.get().delivery().get()
              : channel.deliver(notice(incident, claim.kind(), explanation)));
    } catch (DeliveryFailure e) {
      incidents.change(
          incident.id(), one -> policy.releaseClaim(one, claim.number(), clock.instant()));
      throw e;
    }
    incidents.change(incident.id(), one -> policy.markSent(one, claim.number(), clock.instant()));
  }

  private static void deliver(DeliveryResult result) throws DeliveryFailure {
    Optional<String> failure = result.failure();
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
