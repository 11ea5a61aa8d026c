package dev.rolecall.incident;

import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.incident.IncidentStore.Change;
import dev.rolecall.incident.IncidentStore.Outcome;
import dev.rolecall.incident.Lifecycle.Step;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Looks at incidents that nobody brings a denial of: whether they are over, whether a notice got
/// stuck, whether what was held has to be told.
public final class Sweep {

  /// What one look came to.
  ///
  /// @param notice which one went out
  public record Looked(
      String id,
      Phase before,
      Phase after,
      Optional<NoticeKind> notice,
      Optional<String> failure) {}

  private final Lifecycle lifecycle;
  private final IncidentStore store;
  private final Ledger ledger;
  private final Sender sender;
  private final InstantSource clock;
  private final List<String> ownerTags;
  private final Function<byte[], Optional<Explanation>> explain;

  /// @param explain what the denial in an event would come to by what can be read now; empty when
  ///   the event holds none
  public Sweep(
      IncidentRules rules,
      List<String> ownerTags,
      IncidentStore store,
      Outlet outlet,
      InstantSource clock,
      Function<byte[], Optional<Explanation>> explain) {
    this.lifecycle = new Lifecycle(rules);
    this.ownerTags = List.copyOf(ownerTags);
    this.store = store;
    this.ledger = new Ledger(store);
    this.sender = new Sender(ledger, lifecycle.schedule(), outlet, clock);
    this.clock = clock;
    this.explain = explain;
  }

  /// Looks at the incidents that are due, the longest due first.
  ///
  /// @param most so many at most
  /// @param end no further one is begun after this
  /// @throws StoreFailure when the store does not tell which are due
  public List<Looked> due(int most, Instant end) {
    return all(store.due(clock.instant(), most), end);
  }

  /// Looks at the live incidents that `concerned` picks, due or not.
  public List<Looked> about(Predicate<Subject> concerned, Instant end) {
    List<String> ids = new ArrayList<>();
    for (String id : store.live()) {
      ledger.read(id).map(Incident::subject).filter(concerned).ifPresent(_ -> ids.add(id));
    }
    return all(ids, end);
  }

  /// One that fails does not keep the others.
  private List<Looked> all(List<String> ids, Instant end) {
    List<Looked> looked = new ArrayList<>();
    for (String id : ids) {
      if (!clock.instant().isBefore(end)) {
        break;
      }
      ledger.read(id).map(this::look).ifPresent(looked::add);
    }
    return looked;
  }

  private Looked look(Incident before) {
    Look look = new Look(before.id());
    try {
      Optional<Incident> after = look.run();
      return new Looked(
          before.id(),
          before.phase(),
          after.map(Incident::phase).orElse(before.phase()),
          look.sent,
          Optional.empty());
    } catch (NotSent | StoreFailure e) {
      return new Looked(
          before.id(),
          before.phase(),
          before.phase(),
          Optional.empty(),
          Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private final class Look {
    private final String id;
    private Optional<Explanation> explanation = Optional.empty();
    private boolean asked;
    private Optional<NoticeKind> sent = Optional.empty();
    private boolean claimed;

    Look(String id) {
      this.id = id;
    }

    Optional<Incident> run() throws NotSent {
      Optional<Outcome> outcome = ledger.write(this::change);
      if (!(outcome.orElse(null) instanceof Outcome.Kept(var incidents))) {
        return Optional.empty();
      }
      Incident incident = incidents.getFirst();
      if (claimed) {
        sender.send(incident, this::explanation);
        sent = incident.pending().map(Pending::kind);
      }
      return Optional.of(incident);
    }

    private Optional<Change> change() {
      Instant now = clock.instant();
      Optional<Incident> incident = ledger.find(id);
      if (incident.isEmpty()) {
        return Optional.empty();
      }
      Optional<Finding> finding =
          Lifecycle.wantsFinding(incident.get())
              ? explanation().map(found -> Finding.of(found, ownerTags))
              : Optional.empty();
      Step step = lifecycle.looked(incident.get(), search(incident.get()), finding, now);
      claimed = step.claimed().isPresent();
      return Optional.of(Change.of(step.changed().getFirst()));
    }

    private Optional<Explanation> explanation() {
      if (!asked) {
        asked = true;
        explanation = store.event(id).flatMap(explain);
      }
      return explanation;
    }
  }

  private Optional<Incident> search(Incident incident) {
    return incident.searchId().flatMap(ledger::read);
  }
}
