package dev.rolecall.incident;

import dev.rolecall.diagnosis.Explanation;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// Sends notices that were claimed, and keeps that they are out.
final class Sender {

  private final Ledger ledger;
  private final Schedule schedule;
  private final Outlet outlet;
  private final InstantSource clock;

  Sender(Ledger ledger, Schedule schedule, Outlet outlet, InstantSource clock) {
    this.ledger = ledger;
    this.schedule = schedule;
    this.outlet = outlet;
    this.clock = clock;
  }

  /// Sends the pending notice of `incident`. When it does not get out it is free for the next one
  /// who comes by.
  ///
  /// @param explanation of a denial of the incident; empty when it cannot be told, and then only
  ///   the notice of a search gets out
  void send(Incident incident, Supplier<Optional<Explanation>> explanation) throws NotSent {
    Pending pending = incident.pending().orElseThrow();
    try {
      outlet.send(notice(incident, pending.kind(), explanation));
    } catch (NotSent e) {
      ledger.change(incident.id(), one -> schedule.notSent(one, pending.number(), clock.instant()));
      throw e;
    }
    ledger.change(incident.id(), one -> schedule.sent(one, pending.number(), clock.instant()));
  }

  private Notice notice(
      Incident incident, NoticeKind kind, Supplier<Optional<Explanation>> explanation)
      throws NotSent {
    Optional<Explanation> found = explanation.get();
    return switch (incident.subject()) {
      case Subject.Search _ -> new Notice.OfSearch(kind, incident, found, clock.instant());
      case Subject.Refusal _ ->
          new Notice.OfRefusal(
              kind,
              incident,
              found.orElseThrow(() -> new NotSent("the event of the incident is not at hand")),
              clock.instant());
    };
  }
}
