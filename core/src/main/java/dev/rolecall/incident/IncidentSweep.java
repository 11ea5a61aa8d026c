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
import dev.rolecall.incident.state.ResolutionRules;
import dev.rolecall.problem.DefectPlace;
import dev.rolecall.problem.StoreWords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
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
  private final LookQueue queue;

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
    this.queue = queue;
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
        rest -> queue.lookIfDue(rest, now.plus(HANDED_OUT_FOR)),
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
  /// @param touched what was changed, by [dev.rolecall.incident.state.TouchKeys]
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
    for (String id : ids) {
      if (!clock.instant().isBefore(end)) {
        break;
      }
      new Look(id, unknown::add).result().ifPresent(looked::add);
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
    private boolean claimed;
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
      Incident incident = incidents.getFirst();
      if (claimed) {
        explanation();
        sending = true;
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
      Transition transition =
          machine.look(
              incident.get(),
              search(incident.get()),
              IncidentStateMachine.wantsFinding(incident.get())
                  ? new KindsOfCalls()
                  : ResolutionRules.Findings.NONE,
              now);
      claimed = transition.claimed().isPresent();
      Incident looked = transition.changed().getFirst();
      return Optional.of(Change.of(claimed ? looked : looked.withFailing(Optional.empty())));
    }

    /// Explained when they are asked for, each once.
    private final class KindsOfCalls implements ResolutionRules.Findings {
      @Override
      public Optional<DiagnosisSummary> newest() {
        return explanation().map(found -> DiagnosisSummary.of(found, ownerTags));
      }

      @Override
      public Optional<DiagnosisSummary> of(String kind) {
        return kinds.computeIfAbsent(
            kind,
            _ ->
                store
                    .event(id, kind)
                    .flatMap(explain)
                    .map(found -> DiagnosisSummary.of(found, ownerTags)));
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

  private Optional<Incident> search(Incident incident) {
    return incident.searchId().flatMap(this::readable);
  }
}
