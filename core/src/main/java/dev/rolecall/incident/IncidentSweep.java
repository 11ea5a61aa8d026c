package dev.rolecall.incident;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.incident.notification.DeliveryFailure;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.notification.NotificationChannel;
import dev.rolecall.incident.repository.CachingIncidentRepository;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.repository.IncidentRepository.Change;
import dev.rolecall.incident.repository.IncidentRepository.Outcome;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.incident.state.DiagnosisSummary;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentStateMachine;
import dev.rolecall.incident.state.IncidentStateMachine.Transition;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationClaim;
import dev.rolecall.incident.state.NotificationKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Looks at incidents without a new denial: whether they are over, whether a notification got
/// stuck, whether what was held must be sent.
public final class IncidentSweep {

  /// What one look came to.
  ///
  /// @param notice which one went out
  public record LookResult(
      String id,
      IncidentState before,
      IncidentState after,
      Optional<NotificationKind> notice,
      Optional<String> failure) {}

  private final IncidentStateMachine machine;
  private final IncidentRepository store;
  private final CachingIncidentRepository known;
  private final NotificationDispatcher dispatcher;
  private final InstantSource clock;
  private final List<String> ownerTags;
  private final Function<byte[], Optional<Explanation>> explain;

  /// @param explain what the denial in an event would come to by what can be read now; empty when
  ///   the event holds none
  public IncidentSweep(
      IncidentRules rules,
      List<String> ownerTags,
      IncidentRepository store,
      NotificationChannel<Notification> channel,
      InstantSource clock,
      Function<byte[], Optional<Explanation>> explain) {
    this.machine = new IncidentStateMachine(rules);
    this.ownerTags = List.copyOf(ownerTags);
    this.store = store;
    this.known = new CachingIncidentRepository(store);
    this.dispatcher = new NotificationDispatcher(known, machine.schedule(), channel, clock);
    this.clock = clock;
    this.explain = explain;
  }

  /// Looks at the incidents that are due, the longest due first.
  ///
  /// @param most so many at most
  /// @param end no further one is begun after this
  /// @throws RepositoryFailure when the store does not answer which are due
  public List<LookResult> due(int most, Instant end) {
    return all(store.due(clock.instant(), most), end);
  }

  /// Looks at the live incidents that `concerned` picks, due or not.
  public List<LookResult> about(Predicate<IncidentSubject> concerned, Instant end) {
    List<String> ids = new ArrayList<>();
    for (String id : store.live()) {
      known.read(id).map(Incident::subject).filter(concerned).ifPresent(_ -> ids.add(id));
    }
    return all(ids, end);
  }

  /// Looks at these incidents.
  ///
  /// @param ifDue whether those that are not due are left alone
  /// @param end no further one is begun after this
  /// @throws RepositoryFailure when the store does not answer
  public List<LookResult> look(List<String> ids, boolean ifDue, Instant end) {
    Instant now = clock.instant();
    return all(
        ifDue
            ? ids.stream()
                .filter(id -> known.read(id).filter(one -> !one.due().isAfter(now)).isPresent())
                .toList()
            : ids,
        end);
  }

  /// One that fails does not keep the others.
  private List<LookResult> all(List<String> ids, Instant end) {
    List<LookResult> looked = new ArrayList<>();
    for (String id : ids) {
      if (!clock.instant().isBefore(end)) {
        break;
      }
      known.read(id).map(this::look).ifPresent(looked::add);
    }
    return looked;
  }

  private LookResult look(Incident before) {
    Look look = new Look(before.id());
    try {
      Optional<Incident> after = look.run();
      return new LookResult(
          before.id(),
          before.phase(),
          after.map(Incident::phase).orElse(before.phase()),
          look.sent,
          Optional.empty());
    } catch (DeliveryFailure | RepositoryFailure e) {
      return new LookResult(
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
    private Optional<NotificationKind> sent = Optional.empty();
    private boolean claimed;

    Look(String id) {
      this.id = id;
    }

    Optional<Incident> run() throws DeliveryFailure {
      Optional<Outcome> outcome = known.write(this::change);
      if (!(outcome.orElse(null) instanceof Outcome.Kept(var incidents))) {
        return Optional.empty();
      }
      Incident incident = incidents.getFirst();
      if (claimed) {
        dispatcher.send(incident, this::explanation);
        sent = incident.pending().map(NotificationClaim::kind);
      }
      return Optional.of(incident);
    }

    private Optional<Change> change() {
      Instant now = clock.instant();
      Optional<Incident> incident = known.find(id);
      if (incident.isEmpty()) {
        return Optional.empty();
      }
      Optional<DiagnosisSummary> finding =
          IncidentStateMachine.wantsFinding(incident.get())
              ? explanation().map(found -> DiagnosisSummary.of(found, ownerTags))
              : Optional.empty();
      Transition transition = machine.look(incident.get(), search(incident.get()), finding, now);
      claimed = transition.claimed().isPresent();
      return Optional.of(Change.of(transition.changed().getFirst()));
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
    return incident.searchId().flatMap(known::read);
  }
}
