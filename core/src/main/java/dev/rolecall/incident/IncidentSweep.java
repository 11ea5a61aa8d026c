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
import dev.rolecall.incident.repository.UnreadableIncident;
import dev.rolecall.incident.state.DiagnosisSummary;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentStateMachine;
import dev.rolecall.incident.state.IncidentStateMachine.Transition;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.LookFailures;
import dev.rolecall.incident.state.NotificationClaim;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.NotificationPolicy;
import dev.rolecall.incident.state.ResolutionRules;
import dev.rolecall.problem.DefectPlace;
import dev.rolecall.problem.StoreWords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

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

  /// What one sweep hands out at most: more than the workers look at until the next one.
  private static final int MOST_HANDED_OUT = 2_000;

  /// After this the next sweep hands out what is still due.
  private static final Duration HANDED_OUT_FOR = Duration.ofSeconds(90);

  /// So many that people wait for are not handed out: each is a message that is late otherwise.
  private static final int MOST_OWN = 100;

  /// The longest time between looks that fail: of a notification that no channel takes, and else.
  private static final Duration UNDELIVERED = Duration.ofMinutes(5);

  private static final Duration BROKEN = Duration.ofHours(1);

  private final IncidentStateMachine machine;
  private final IncidentRepository store;
  private final CachingIncidentRepository known;
  private final NotificationDispatcher dispatcher;
  private final InstantSource clock;
  private final List<String> ownerTags;
  private final Function<byte[], Optional<Explanation>> explain;
  private final SharedCauseStore sharedCauses;
  private final LookQueue queue;
  private final Duration gather;

  /// What is to be looked at after what is looked at now.
  private final List<String> next = new ArrayList<>();

  /// Without workers.
  ///
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

  /// @param queue of looks that others do, and of incidents that failed too often
  public IncidentSweep(
      IncidentRules rules,
      List<String> ownerTags,
      IncidentRepository store,
      NotificationChannel<Notification> channel,
      InstantSource clock,
      Function<byte[], Optional<Explanation>> explain,
      LookQueue queue) {
    this.machine = new IncidentStateMachine(rules);
    this.ownerTags = List.copyOf(ownerTags);
    this.store = store;
    this.known = new CachingIncidentRepository(store);
    this.dispatcher = new NotificationDispatcher(known, machine.schedule(), channel, clock);
    this.clock = clock;
    this.explain = explain;
    this.sharedCauses = new SharedCauseStore(known, machine);
    this.queue = queue;
    this.gather = rules.gather();
  }

  /// Looks at the incidents that are due: those that people wait for first, then the longest due.
  ///
  /// @param most so many at most
  /// @param end no further one is begun after this
  /// @throws RepositoryFailure when the store does not answer which are due
  public List<LookResult> due(int most, Instant end) {
    Instant now = clock.instant();
    return all(first(store.urgent(now, most), store.due(now, most)).limit(most).toList(), end);
  }

  /// Looks at what is due, and hands out what is more than one can do to the workers behind the
  /// queue.
  ///
  /// @param end no further one is begun after this
  /// @throws RepositoryFailure when the store does not answer which are due
  public List<LookResult> dueInParts(Instant end) {
    Instant now = clock.instant();
    List<String> urgent = store.urgent(now, MOST_OWN);
    List<String> ids = first(urgent, store.due(now, MOST_HANDED_OUT)).toList();
    return shared(
        ids,
        Math.max(LookQueue.PART, urgent.size()),
        rest -> queue.lookIfDue(rest, Duration.ZERO, now.plus(HANDED_OUT_FOR)),
        end);
  }

  private static Stream<String> first(List<String> urgent, List<String> due) {
    return Stream.concat(urgent.stream(), due.stream()).distinct();
  }

  /// Looks at the first ones, after the others were handed out; at all when they cannot be.
  private List<LookResult> shared(
      List<String> ids, int own, Consumer<List<String>> handOut, Instant end) {
    if (ids.size() <= own) {
      return all(ids, end);
    }
    try {
      handOut.accept(ids.subList(own, ids.size()));
    } catch (RepositoryFailure _) {
      return all(ids, end);
    }
    return all(ids.subList(0, own), end);
  }

  /// Looks at the live incidents that `concerned` picks, due or not.
  public List<LookResult> about(Predicate<IncidentSubject> concerned, Instant end) {
    return all(concerned(store.live(), concerned), end);
  }

  /// Looks at the live incidents that a change in IAM may touch, due or not, and hands out what is
  /// more than one can do. Only those that it may touch are read.
  ///
  /// @param touched what was changed, by [dev.rolecall.incident.repository.TouchKeys]
  /// @param concerned which of those it may end
  public List<LookResult> about(
      Set<String> touched, Predicate<IncidentSubject> concerned, Instant end) {
    List<String> ids = concerned(store.touching(touched), concerned);
    return shared(ids, LookQueue.PART, rest -> queue.look(rest, Duration.ZERO), end);
  }

  private List<String> concerned(List<String> ids, Predicate<IncidentSubject> concerned) {
    return ids.stream()
        .filter(
            id ->
                readable(id)
                    .filter(one -> one.phase().isLive() || one.pending().isPresent())
                    .map(Incident::subject)
                    .filter(concerned)
                    .isPresent())
        .toList();
  }

  private Optional<Incident> readable(String id) {
    try {
      return known.read(id);
    } catch (RepositoryFailure e) {
      throw e;
    } catch (RuntimeException _) {
      return Optional.empty();
    }
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
                .filter(id -> readable(id).map(one -> !one.due().isAfter(now)).orElse(true))
                .toList()
            : ids,
        end);
  }

  /// One that fails does not keep the others. What failed between sending a notification and saying
  /// so is thrown after them: whether it is out, nobody knows.
  private List<LookResult> all(List<String> ids, Instant end) {
    List<LookResult> looked = new ArrayList<>();
    List<RuntimeException> unknown = new ArrayList<>();
    SequencedSet<String> left = new LinkedHashSet<>(ids);
    while (!left.isEmpty() && clock.instant().isBefore(end)) {
      new Look(left.removeFirst(), unknown::add).result().ifPresent(looked::add);
      left.addAll(next);
      next.clear();
    }
    if (!unknown.isEmpty()) {
      throw unknown.getFirst();
    }
    return looked;
  }

  /// The next look comes later, so that one incident does not take the time of the others; what
  /// fails again and again is for operators.
  private LookResult putOff(String id, Optional<Incident> before, String why, Duration longest) {
    try {
      store
          .failed(id, clock.instant(), longest)
          .filter(LookFailures::isForOperators)
          .ifPresent(failures -> queue.giveUp(id, failures.times(), why));
    } catch (RepositoryFailure e) {
      return failure(id, before, why + "; " + e.getMessage());
    }
    return failure(id, before, why);
  }

  private static String reason(Throwable e) {
    return StoreWords.checkFailed(DefectPlace.of(e));
  }

  private static LookResult failure(String id, Optional<Incident> before, String why) {
    IncidentState phase = before.map(Incident::phase).orElse(IncidentState.OPEN);
    return new LookResult(id, phase, phase, Optional.empty(), Optional.of(why));
  }

  private final class Look {
    private final String id;
    private final Consumer<RuntimeException> unknown;
    private Optional<Explanation> explanation = Optional.empty();
    private boolean asked;
    private final Map<String, Optional<DiagnosisSummary>> kinds = new HashMap<>();
    private Optional<NotificationKind> sent = Optional.empty();
    private Optional<String> claimed = Optional.empty();
    private List<String> toCheck = List.of();
    private boolean waits;
    private Optional<String> left = Optional.empty();
    private boolean sending;

    /// @param unknown hears what failed when the notification may be out
    Look(String id, Consumer<RuntimeException> unknown) {
      this.id = id;
      this.unknown = unknown;
    }

    Optional<LookResult> result() {
      Optional<Incident> before = Optional.empty();
      try {
        before = known.read(id);
        return before.isEmpty() ? Optional.empty() : Optional.of(result(before.get()));
      } catch (RepositoryFailure e) {
        return Optional.of(failure(id, before, String.valueOf(e.getMessage())));
      } catch (DeliveryFailure e) {
        return Optional.of(putOff(id, before, String.valueOf(e.getMessage()), UNDELIVERED));
      } catch (UnreadableIncident e) {
        return Optional.of(putOff(id, before, String.valueOf(e.getMessage()), BROKEN));
      } catch (RuntimeException e) {
        if (sending) {
          unknown.accept(e);
        }
        return Optional.of(putOff(id, before, reason(e), sending ? UNDELIVERED : BROKEN));
      } catch (StackOverflowError e) {
        return Optional.of(putOff(id, before, reason(e), BROKEN));
      }
    }

    private LookResult result(Incident before) throws DeliveryFailure {
      Optional<Incident> after = run();
      return new LookResult(
          id,
          before.phase(),
          after.map(Incident::phase).orElse(before.phase()),
          sent,
          Optional.empty());
    }

    private Optional<Incident> run() throws DeliveryFailure {
      Optional<Outcome> outcome = known.write(this::change);
      if (!(outcome.orElse(null) instanceof Outcome.Kept(var incidents))) {
        return Optional.empty();
      }
      if (!toCheck.isEmpty()) {
        others(toCheck, Duration.ZERO);
        others(List.of(id), AFTER_CHECK);
      } else if (left.isPresent()) {
        others(List.of(left.get()), Duration.ZERO);
      } else if (waits) {
        afterGathering(queue, List.of(id), gather, clock.instant());
      }
      incidents.stream().filter(this::isEndOfShared).forEach(this::releaseLate);
      Optional<Incident> claimant =
          incidents.stream()
              .filter(one -> claimed.filter(one.id()::equals).isPresent())
              .findFirst();
      if (claimant.isPresent()) {
        explanation();
        sending = true;
        dispatcher.send(claimant.get(), this::explanation);
        sent = claimant.get().pending().map(NotificationClaim::kind);
        if (NotificationPolicy.isGrowing(claimant.get(), clock.instant())) {
          again(claimant.get().id());
        }
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
              .filter(one -> IncidentStateMachine.isDenied(one, shared))
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
      if (joined.isPresent() && !queue.hasWorkers()) {
        others.others().stream()
            .filter(IncidentStateMachine::waitsForOthers)
            .map(Incident::id)
            .forEach(next::add);
      }
      return joined;
    }

    private Transition lookAlone(Incident incident, Instant now) {
      Optional<Incident> whole = search(incident);
      Transition transition =
          machine.look(
              incident,
              whole,
              IncidentStateMachine.wantsFinding(incident)
                  ? new KindsOfCalls(id, this::explanation)
                  : ResolutionRules.Findings.NONE,
              now);
      left =
          whole
              .filter(one -> IncidentStateMachine.isDenied(incident, one))
              .filter(one -> !IncidentStateMachine.isDenied(transition.changed().getFirst(), one))
              .filter(one -> IncidentStateMachine.wantsCheck(one, now))
              .map(Incident::id);
      return transition;
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
          changed.stream().map(this::working).toList(),
          first ? Optional.empty() : store.event(id),
          Optional.empty(),
          after
              .map(one -> SharedCauseStore.joined(Optional.of(before), one, now))
              .orElse(List.of()));
    }

    /// A look that comes to its end, without a notification that may fail yet, works.
    private Incident working(Incident incident) {
      return claimed.filter(incident.id()::equals).isPresent()
          ? incident
          : incident.withFailing(Optional.empty());
    }

    private Transition lookShared(Incident shared, Instant now) {
      List<Incident> members = sharedCauses.members(shared);
      List<Incident> folded =
          members.stream()
              .filter(one -> one.phase() == IncidentState.FOLDED)
              .filter(one -> IncidentStateMachine.isDenied(one, shared))
              .toList();
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
        if (machine.isFree(member, new KindsOfCalls(member.id(), () -> found), now)) {
          return true;
        }
      }
      return false;
    }

    /// Explained when they are asked for, each once.
    private final class KindsOfCalls implements ResolutionRules.Findings {
      private final String of;
      private final Supplier<Optional<Explanation>> newest;

      KindsOfCalls(String of, Supplier<Optional<Explanation>> newest) {
        this.of = of;
        this.newest = newest;
      }

      @Override
      public Optional<DiagnosisSummary> newest() {
        return newest.get().map(IncidentSweep.this::summary);
      }

      @Override
      public Optional<DiagnosisSummary> of(String kind) {
        return kinds.computeIfAbsent(
            of + kind,
            _ -> store.event(of, kind).flatMap(explain).map(IncidentSweep.this::summary));
      }
    }

    private Optional<Explanation> explanation() {
      if (!asked) {
        asked = true;
        explanation = store.event(id).flatMap(explain);
      }
      return explanation;
    }
  }

  private DiagnosisSummary summary(Explanation found) {
    return DiagnosisSummary.of(found, ownerTags);
  }

  /// Has others looked at by the workers; by this one where there are none.
  private void others(List<String> ids, Duration delay) {
    if (!queue.hasWorkers()) {
      next.addAll(ids);
      return;
    }
    queue.tryTo(workers -> workers.look(ids, delay));
  }

  /// Has a shared alert looked at soon by a worker; where there are none, the schedule does.
  private void again(String shared) {
    if (queue.hasWorkers()) {
      others(List.of(shared), gather);
    }
  }

  /// Has incidents looked at when they have waited for others. Those that are part of a shared
  /// alert by then are not due any more. A look that the queue does not take is made by the
  /// schedule.
  static void afterGathering(LookQueue queue, List<String> ids, Duration gather, Instant now) {
    Instant until = now.plus(gather).plus(HANDED_OUT_FOR);
    queue.tryTo(workers -> workers.lookIfDue(ids, gather, until));
  }

  /// What it is folded into, or may be.
  private Optional<Incident> search(Incident incident) {
    return incident.sharedCauseId().or(incident::searchId).flatMap(this::readable);
  }
}
