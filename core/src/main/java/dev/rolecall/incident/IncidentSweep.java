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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

  /// So many of those that a shared cause blocks show whether it is gone.
  private static final int MOST_SAMPLES = 2;

  /// Those that are looked at by then say what became of what blocked them.
  private static final Duration AFTER_CHECK = Duration.ofSeconds(30);

  private final IncidentStateMachine machine;
  private final IncidentRepository store;
  private final CachingIncidentRepository known;
  private final NotificationDispatcher dispatcher;
  private final InstantSource clock;
  private final List<String> ownerTags;
  private final Function<byte[], Optional<Explanation>> explain;
  private final SharedCauseStore sharedCauses;
  private final LookQueue looks;
  private final Duration gather;

  /// What is to be looked at after what is looked at now.
  private final List<String> next = new ArrayList<>();

  /// @param explain what the denial in an event would come to by what can be read now; empty when
  ///   the event holds none
  public IncidentSweep(
      IncidentRules rules,
      List<String> ownerTags,
      IncidentRepository store,
      NotificationChannel<Notification> channel,
      InstantSource clock,
      Function<byte[], Optional<Explanation>> explain) {
    this(rules, ownerTags, store, channel, clock, explain, LookQueue.none());
  }

  /// @param looks that others make
  public IncidentSweep(
      IncidentRules rules,
      List<String> ownerTags,
      IncidentRepository store,
      NotificationChannel<Notification> channel,
      InstantSource clock,
      Function<byte[], Optional<Explanation>> explain,
      LookQueue looks) {
    this.machine = new IncidentStateMachine(rules);
    this.ownerTags = List.copyOf(ownerTags);
    this.store = store;
    this.known = new CachingIncidentRepository(store);
    this.dispatcher = new NotificationDispatcher(known, machine.schedule(), channel, clock);
    this.clock = clock;
    this.explain = explain;
    this.sharedCauses = new SharedCauseStore(known, machine);
    this.looks = looks;
    this.gather = rules.gather();
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
    Deque<String> left = new ArrayDeque<>(ids);
    while (!left.isEmpty() && clock.instant().isBefore(end)) {
      known.read(left.removeFirst()).map(this::look).ifPresent(looked::add);
      left.addAll(next);
      next.clear();
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
    private Optional<String> claimed = Optional.empty();
    private List<String> toCheck = List.of();
    private boolean waits;

    Look(String id) {
      this.id = id;
    }

    Optional<Incident> run() throws DeliveryFailure {
      Optional<Outcome> outcome = known.write(this::change);
      if (!(outcome.orElse(null) instanceof Outcome.Kept(var incidents))) {
        return Optional.empty();
      }
      if (!toCheck.isEmpty()) {
        others(toCheck, Duration.ZERO);
        others(List.of(id), AFTER_CHECK);
      } else if (waits) {
        others(List.of(id), gather);
      }
      incidents.stream().filter(this::isEndOfShared).forEach(this::releaseLate);
      Optional<Incident> claimant =
          incidents.stream()
              .filter(one -> claimed.filter(one.id()::equals).isPresent())
              .findFirst();
      if (claimant.isPresent()) {
        dispatcher.send(claimant.get(), this::explanation);
        sent = claimant.get().pending().map(NotificationClaim::kind);
      }
      return incidents.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    private Optional<Change> change() {
      Instant now = clock.instant();
      Optional<Incident> incident = known.find(id);
      if (incident.isEmpty()) {
        return Optional.empty();
      }
      Transition transition =
          incident.get().subject() instanceof IncidentSubject.SharedCause
              ? lookShared(incident.get(), now)
              : sharedCauses
                  .gathering(incident.get(), now)
                  .flatMap(others -> join(incident.get(), others, now))
                  .orElseGet(() -> lookAlone(incident.get(), now));
      claimed = transition.claimed().map(Incident::id);
      return Optional.of(change(incident.get(), transition.changed(), now));
    }

    private boolean isEndOfShared(Incident one) {
      return one.subject() instanceof IncidentSubject.SharedCause
          && one.phase() == IncidentState.RESOLVED;
    }

    /// What was folded while the end was written is looked at for itself.
    private void releaseLate(Incident shared) {
      List<String> late =
          sharedCauses.members(shared).stream()
              .filter(one -> one.phase() == IncidentState.FOLDED)
              .map(Incident::id)
              .toList();
      if (!late.isEmpty()) {
        others(late, Duration.ZERO);
      }
    }

    /// Where there are no workers, the others that wait are looked at next.
    private Optional<Transition> join(
        Incident incident, IncidentStateMachine.Gathering others, Instant now) {
      Optional<Transition> joined = machine.join(incident, others, now);
      if (joined.isPresent() && looks == LookQueue.NONE) {
        others.others().stream()
            .filter(IncidentStateMachine::waitsForOthers)
            .map(Incident::id)
            .forEach(next::add);
      }
      return joined;
    }

    private Transition lookAlone(Incident incident, Instant now) {
      Optional<DiagnosisSummary> finding =
          IncidentStateMachine.wantsFinding(incident)
              ? explanation().map(this::summary)
              : Optional.empty();
      return machine.look(incident, search(incident), finding, now);
    }

    /// The event of the one that is looked at goes with what it shares with others.
    private Change change(Incident before, List<Incident> changed, Instant now) {
      Optional<Incident> after = changed.stream().filter(one -> one.id().equals(id)).findFirst();
      waits =
          after
              .filter(IncidentStateMachine::waitsForOthers)
              .filter(one -> !IncidentStateMachine.waitsForOthers(before))
              .isPresent();
      boolean first = changed.getFirst().id().equals(id);
      return new Change(
          Optional.empty(),
          changed,
          first ? Optional.empty() : store.event(id),
          after
              .map(one -> SharedCauseStore.joined(Optional.of(before), one, now))
              .orElse(List.of()));
    }

    private Transition lookShared(Incident shared, Instant now) {
      List<Incident> members = sharedCauses.members(shared);
      List<Incident> folded =
          members.stream().filter(one -> one.phase() == IncidentState.FOLDED).toList();
      boolean check = IncidentStateMachine.wantsCheck(shared, now) && isOneFree(folded, now);
      toCheck = check ? folded.stream().map(Incident::id).toList() : List.of();
      return machine.lookShared(shared, members, check, now);
    }

    /// What blocks all of them blocks each: a few show whether it is gone.
    private boolean isOneFree(List<Incident> folded, Instant now) {
      for (Incident member : folded.stream().limit(MOST_SAMPLES).toList()) {
        Optional<Explanation> found = store.event(member.id()).flatMap(explain);
        if (found.isPresent() && !asked) {
          asked = true;
          explanation = found;
        }
        if (machine.isFree(member, found.map(this::summary), now)) {
          return true;
        }
      }
      return false;
    }

    private DiagnosisSummary summary(Explanation found) {
      return DiagnosisSummary.of(found, ownerTags);
    }

    private Optional<Explanation> explanation() {
      if (!asked) {
        asked = true;
        explanation = store.event(id).flatMap(explain);
      }
      return explanation;
    }
  }

  /// Has others looked at by the workers; by this one where there are none.
  private void others(List<String> ids, Duration delay) {
    if (looks == LookQueue.NONE) {
      next.addAll(delay.equals(gather) ? List.of() : ids);
      return;
    }
    try {
      looks.look(ids, delay);
    } catch (RepositoryFailure _) {
      // They stay due.
    }
  }

  /// What it is folded into, or may be.
  private Optional<Incident> search(Incident incident) {
    return incident.sharedCauseId().or(incident::searchId).flatMap(known::read);
  }
}
