package dev.rolecall.incident;

import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
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
import dev.rolecall.incident.state.CachedDiagnosis;
import dev.rolecall.incident.state.DiagnosisSummary;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentStateMachine;
import dev.rolecall.incident.state.IncidentStateMachine.Transition;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationClaim;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.Occurrence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes denials in: each is counted once for its incident, and explained when that is not known
/// yet. People hear of it when its incident says so.
///
/// A repeat takes at most two calls of the store: one when this instance knew the incident, else
/// one to read it first.
public final class DenialIntake {

  /// What became of a denial.
  ///
  /// @param cause as its incident counted it; empty when it was counted before
  /// @param notice which one went out for it
  /// @param began whether it was the first of an episode
  /// @param phase of its incident; empty when it was counted before
  /// @param search whether the notice was one of a search
  /// @param explanation when it was explained
  public record IntakeResult(
      Optional<CauseCode> cause,
      Optional<NotificationKind> notice,
      boolean began,
      Optional<IncidentState> phase,
      boolean search,
      Optional<Explanation> explanation) {}

  private final IncidentStateMachine machine;
  private final CachingIncidentRepository known;
  private final NotificationDispatcher dispatcher;
  private final InstantSource clock;
  private final List<String> ownerTags;
  private final SharedCauseStore sharedCauses;
  private final LookQueue looks;
  private final Duration gather;

  /// Without a queue: what waits for others is looked at by the schedule.
  ///
  /// @param ownerTags keys of tags of a role that name its owner, the first that is there counts
  public DenialIntake(
      IncidentRules rules,
      List<String> ownerTags,
      IncidentRepository store,
      NotificationChannel<Notification> channel,
      InstantSource clock) {
    this(rules, ownerTags, store, channel, clock, LookQueue.none());
  }

  /// @param looks of incidents that wait for others that the same blocks
  public DenialIntake(
      IncidentRules rules,
      List<String> ownerTags,
      IncidentRepository store,
      NotificationChannel<Notification> channel,
      InstantSource clock,
      LookQueue looks) {
    this.ownerTags = List.copyOf(ownerTags);
    this.machine = new IncidentStateMachine(rules);
    this.known = new CachingIncidentRepository(store);
    this.dispatcher = new NotificationDispatcher(known, machine.schedule(), channel, clock);
    this.clock = clock;
    this.sharedCauses = new SharedCauseStore(known, machine);
    this.looks = looks;
    this.gather = rules.gather();
  }

  /// Takes a denial in.
  ///
  /// @param event that brought it
  /// @param explain asked at most once
  /// @throws DeliveryFailure when a notice is due and did not get out; whoever brings the event
  ///   again, or looks at the incident, sends it
  /// @throws RepositoryFailure when it may be that the denial was not counted
  /// @throws UnreadableIncident when its own incident cannot be read; it was not counted
  public IntakeResult receive(Denial denial, byte[] event, Function<Denial, Explanation> explain)
      throws DeliveryFailure {
    return new Intake(denial, event, explain).run();
  }

  /// One denial on its way.
  private final class Intake {
    private final Denial denial;
    private final byte[] event;
    private final Function<Denial, Explanation> explain;
    private final IncidentSubject.Refusal subject;
    private final IncidentSubject.Search searchSubject;
    private @Nullable Explanation explanation;
    private boolean began;
    private List<Incident> shared = List.of();
    private Optional<String> kind = Optional.empty();
    private Optional<Incident> claimed = Optional.empty();
    private Optional<NotificationDispatcher.Prepared> prepared = Optional.empty();

    Intake(Denial denial, byte[] event, Function<Denial, Explanation> explain) {
      this.denial = denial;
      this.event = event;
      this.explain = explain;
      this.subject = IncidentSubject.Refusal.of(denial);
      this.searchSubject = IncidentSubject.Search.of(denial);
    }

    IntakeResult run() throws DeliveryFailure {
      Outcome outcome = known.write(() -> Optional.of(change())).orElseThrow();
      return switch (outcome) {
        case Outcome.Kept(var incidents) -> {
          follow(incidents.getFirst());
          Optional<Incident> news =
              claimed.flatMap(
                  one -> incidents.stream().filter(kept -> kept.id().equals(one.id())).findFirst());
          if (news.isPresent()) {
            dispatcher.send(news.get(), prepared, () -> Optional.of(explained()));
          }
          yield result(incidents.getFirst(), news);
        }
        case Outcome.CountedBefore _ -> takeOver();
        case Outcome.Overtaken _ -> throw new IllegalStateException();
      };
    }

    private IntakeResult result(Incident incident, Optional<Incident> news) {
      return new IntakeResult(
          incident.cause(),
          news.flatMap(Incident::pending).map(NotificationClaim::kind),
          began,
          Optional.of(incident.phase()),
          news.filter(one -> one.subject() instanceof IncidentSubject.Search).isPresent(),
          Optional.ofNullable(explanation));
    }

    private Change change() {
      Instant now = clock.instant();
      Optional<Incident> before = known.find(subject.id());
      Optional<CachedDiagnosis> reused =
          before.flatMap(incident -> machine.reusable(incident, denial, now));
      Transition transition = step(before, reused, now);
      if (transition.claimed().isPresent() && explanation == null) {
        explained();
        transition = step(before, reused, now);
      }
      claimed = transition.claimed();
      prepared = claimed.flatMap(incident -> dispatcher.prepare(incident, explained()));
      return new Change(
          denial.callId(),
          transition.changed(),
          Optional.of(event).filter(_ -> explanation != null),
          kind,
          SharedCauseStore.joined(before, transition.changed().getFirst(), now));
    }

    /// Has a new incident looked at when its wait for others ends, or that of what blocks it, where
    /// that was quiet. A look that the queue does not take is made by the schedule.
    private void follow(Incident incident) {
      if (!began) {
        return;
      }
      if (IncidentStateMachine.waitsForOthers(incident)) {
        IncidentSweep.afterGathering(looks, List.of(incident.id()), gather, clock.instant());
        return;
      }
      List<String> quiet =
          shared.stream()
              .filter(one -> one.phase() == IncidentState.QUIET)
              .map(Incident::id)
              .filter(id -> incident.sharedCauseId().filter(id::equals).isPresent())
              .toList();
      if (!quiet.isEmpty()) {
        looks.tryTo(queue -> queue.look(quiet, gather));
      }
    }

    private Transition step(
        Optional<Incident> before, Optional<CachedDiagnosis> reused, Instant now) {
      if (reused.isEmpty()) {
        explained();
      }
      Optional<DiagnosisSummary> finding =
          Optional.ofNullable(explanation).map(found -> DiagnosisSummary.of(found, ownerTags));
      Occurrence occurrence = Occurrence.of(denial, now, reused, finding);
      kind = Optional.of(occurrence.fingerprint());
      began = IncidentStateMachine.begins(before, occurrence.time());
      shared =
          machine.wantsShared(before, occurrence, now)
              ? sharedCauses.shared(
                  finding
                      .map(DiagnosisSummary::blockers)
                      .or(() -> before.map(Incident::blockers))
                      .orElse(List.of()))
              : List.of();
      if (!machine.wantsSearch(before, occurrence.time())) {
        return machine.denied(before, Optional.empty(), shared, occurrence, now);
      }
      try {
        return machine.denied(before, known.find(searchSubject.id()), shared, occurrence, now);
      } catch (UnreadableIncident _) {
        // What is wrong with one item is not the end of the others.
        return machine.deniedAlone(before, shared, occurrence, now);
      }
    }

    private Explanation explained() {
      Explanation found = explanation == null ? explain.apply(denial) : explanation;
      explanation = found;
      return found;
    }

    private boolean isReadable(String id) {
      try {
        known.read(id);
        return true;
      } catch (UnreadableIncident _) {
        return false;
      }
    }

    /// The event was counted. Whoever counted it may not have got the notice out.
    private IntakeResult takeOver() throws DeliveryFailure {
      for (String id : List.of(subject.id(), searchSubject.id())) {
        if (!isReadable(id)) {
          continue;
        }
        Optional<Incident> ours =
            known.change(id, one -> machine.schedule().takeOver(one, clock.instant()));
        if (ours.isPresent()) {
          dispatcher.send(ours.get(), () -> Optional.of(explained()));
          return result(ours.get(), ours);
        }
      }
      return new IntakeResult(
          Optional.empty(), Optional.empty(), false, Optional.empty(), false, Optional.empty());
    }
  }
}
