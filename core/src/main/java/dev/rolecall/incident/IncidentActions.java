package dev.rolecall.incident;

import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.incident.action.Acknowledgement;
import dev.rolecall.incident.action.ActionTaken;
import dev.rolecall.incident.action.IncidentAction;
import dev.rolecall.incident.action.SnoozePeriod;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.repository.IncidentRepository.Change;
import dev.rolecall.incident.repository.IncidentRepository.Outcome;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.incident.state.CachedDiagnosis;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.LastNotification;
import dev.rolecall.incident.state.NotificationClaim;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.Resolution;
import dev.rolecall.problem.StoreWords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Does what people ask of incidents: it writes the incident, due at once, and the look that
/// follows tells the channels.
///
/// A request is done once, however often it comes, and beside denials and looks that change the
/// same incident.
public final class IncidentActions {

  /// A snooze that is longer is a mute, which belongs in the settings.
  public static final Duration LONGEST_SNOOZE = Duration.ofDays(90);

  private static final int MOST_ACTIONS = 20;
  private static final int MOST_REQUESTS = 20;
  private static final int LONGEST_ACTOR = 100;
  private static final int LONGEST_REASON = 300;
  private static final int LONGEST_REQUEST = 200;

  /// Each try is one change by another writer; more than that in a row is a fault.
  private static final int MOST_TRIES = 100;

  /// Two requests for the same within so long are a double click.
  private static final Duration DOUBLE_CLICK = Duration.ofSeconds(10);

  private final IncidentRepository store;
  private final LookQueue looks;
  private final InstantSource clock;

  /// @param looks has an incident that was changed looked at at once; one that does nothing leaves
  ///   that to the schedule
  public IncidentActions(IncidentRepository store, LookQueue looks, InstantSource clock) {
    this.store = store;
    this.looks = looks;
    this.clock = clock;
  }

  /// Does what `request` asks for.
  ///
  /// @throws IllegalArgumentException when a snooze ends in the past, or after more than
  ///   [#LONGEST_SNOOZE]
  /// @throws RepositoryFailure when it may be that nothing was changed
  public ActionResult perform(ActionRequest request) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Optional<Incident> found = store.find(request.incident());
      if (found.isEmpty()) {
        return new ActionResult.NotFound(request.incident());
      }
      ActionResult result = new Step(request, found.get(), clock.instant()).result();
      if (!(result instanceof ActionResult.Done(Incident changed))) {
        return result;
      }
      if (store.write(Change.of(changed)) instanceof Outcome.Kept(var incidents)) {
        lookAt(request.incident());
        return new ActionResult.Done(incidents.getFirst());
      }
    }
    throw new RepositoryFailure(StoreWords.changedMeanwhile(MOST_TRIES));
  }

  /// The request is done, and the incident is due now: without a queue the schedule looks at it.
  private void lookAt(String id) {
    looks.tryTo(queue -> queue.look(List.of(id), Duration.ZERO));
  }

  /// One request and the incident as it is. Without side effects.
  private record Step(ActionRequest request, Incident incident, Instant now) {

    ActionResult result() {
      if (incident.phase() == IncidentState.WATCHED) {
        return new ActionResult.NotFound(incident.id());
      }
      if (requestId().filter(incident.requests()::contains).isPresent()) {
        return new ActionResult.AlreadyDone(incident);
      }
      if (request.episode().filter(seen -> seen != incident.episode()).isPresent()) {
        return new ActionResult.Ended(incident);
      }
      Optional<String> whole =
          incident
              .sharedCauseId()
              .or(incident::searchId)
              .filter(_ -> incident.phase() == IncidentState.FOLDED);
      if (whole.isPresent()) {
        return new ActionResult.PartOf(incident, whole.get());
      }
      if (incident.phase() == IncidentState.RESOLVED
          && !(request.action() instanceof IncidentAction.Resend)) {
        return isRepeated()
            ? new ActionResult.AlreadyDone(incident)
            : new ActionResult.Ended(incident);
      }
      return switch (request.action()) {
        case IncidentAction.Acknowledge _ -> acknowledge();
        case IncidentAction.Snooze(var until) -> snooze(until);
        case IncidentAction.Unsnooze _ -> unsnooze();
        case IncidentAction.Resolve _ -> resolve();
        case IncidentAction.CheckAgain _ -> checkAgain();
        case IncidentAction.Resend _ -> resend();
      };
    }

    /// The first who acknowledges it stays the one; others are noted.
    private ActionResult acknowledge() {
      Optional<Acknowledgement> first =
          incident.acknowledged().filter(_ -> incident.hasAcknowledgement());
      return first.filter(this::isKnownSince).isPresent()
          ? new ActionResult.AlreadyDone(incident)
          : done(
              noted(Optional.empty())
                  .withAcknowledged(
                      first.or(
                          () ->
                              Optional.of(
                                  new Acknowledgement(actor(), now, incident.causes().size())))));
    }

    /// Whether the actor acknowledged it as well.
    private boolean isKnownSince(Acknowledgement first) {
      return first.actor().equals(actor())
          || incident.actions().stream()
              .filter(action -> action.kind() == ActionTaken.Kind.ACKNOWLEDGED)
              .filter(action -> !action.at().isBefore(first.at()))
              .anyMatch(action -> action.actor().equals(actor()));
    }

    private ActionResult snooze(Optional<Instant> until) {
      if (until
          .filter(end -> !end.isAfter(now) || end.isAfter(now.plus(LONGEST_SNOOZE)))
          .isPresent()) {
        throw new IllegalArgumentException(until.get().toString());
      }
      Optional<SnoozePeriod> before = incident.snooze();
      if (before.filter(old -> isSame(old, until)).isPresent()) {
        return new ActionResult.AlreadyDone(incident);
      }
      SnoozePeriod snooze =
          new SnoozePeriod(
              actor(),
              before.map(SnoozePeriod::since).orElse(now),
              until,
              before.map(SnoozePeriod::causes).orElse(incident.causes().size()));
      return done(noted(until).withSnooze(Optional.of(snooze)));
    }

    /// A second click asks for a time that is a little later.
    private boolean isSame(SnoozePeriod old, Optional<Instant> until) {
      return old.actor().equals(actor())
          && (old.until().isEmpty()
              ? until.isEmpty()
              : until
                  .filter(
                      end ->
                          Duration.between(old.until().get(), end).abs().compareTo(DOUBLE_CLICK)
                              <= 0)
                  .isPresent());
    }

    private ActionResult unsnooze() {
      return incident.snooze().isEmpty()
          ? new ActionResult.AlreadyDone(incident)
          : done(unsnoozed(incident.snooze().get()));
    }

    /// A cause that showed meanwhile is told now.
    private Incident unsnoozed(SnoozePeriod snooze) {
      Incident awake = noted(Optional.empty()).withSnooze(Optional.empty());
      return awake.wanted().isPresent() && incident.causes().size() > snooze.causes()
          ? awake.withWanted(Optional.of(NotificationKind.CHANGED))
          : awake;
    }

    /// A notice that is on its way is finished first; one that only updates messages is dropped.
    private ActionResult resolve() {
      Optional<NotificationClaim> pending =
          incident.pending().filter(claim -> claim.kind().isForEveryone());
      boolean known = incident.told().isPresent() || pending.isPresent();
      return done(
          noted(Optional.empty())
              .with()
              .phase(IncidentState.RESOLVED)
              .hold(Optional.empty())
              .resolution(Optional.of(new Resolution(Resolution.How.BY_HAND, now)))
              .proof(Optional.empty())
              .diagnoses(List.of())
              .otherKinds(false)
              .recurring(false)
              .acknowledged(Optional.empty())
              .snooze(Optional.empty())
              .pending(pending)
              .wanted(Optional.of(NotificationKind.RESOLVED).filter(_ -> known))
              .build());
    }

    /// What was diagnosed before holds no longer.
    private ActionResult checkAgain() {
      return isRepeated()
          ? new ActionResult.AlreadyDone(incident)
          : done(
              noted(Optional.empty())
                  .withDiagnoses(
                      incident.diagnoses().stream().map(CachedDiagnosis::expired).toList()));
    }

    private ActionResult resend() {
      if (isRepeated()) {
        return new ActionResult.AlreadyDone(incident);
      }
      return incident
          .told()
          .<ActionResult>map(
              told -> done(noted(Optional.empty()).withWanted(Optional.of(newest(told)))))
          .orElseGet(() -> new ActionResult.NeverSent(incident));
    }

    /// The kind of the newest notice that was a message of its own.
    private NotificationKind newest(LastNotification told) {
      if (incident.phase() == IncidentState.RESOLVED) {
        return NotificationKind.RESOLVED;
      }
      if (told.reminders() > 0) {
        return NotificationKind.REMINDER;
      }
      return told.causes() > 1 ? NotificationKind.CHANGED : NotificationKind.FIRST;
    }

    /// Whether the same was asked for just before.
    private boolean isRepeated() {
      return !incident.actions().isEmpty()
          && incident.actions().getLast().kind() == request.action().kind()
          && (request.action() instanceof IncidentAction.Resolve
              || now.isBefore(incident.actions().getLast().at().plus(DOUBLE_CLICK)));
    }

    private static ActionResult done(Incident changed) {
      return new ActionResult.Done(changed);
    }

    /// The incident with this action, due now, with a notice for messages that can be edited.
    private Incident noted(Optional<Instant> until) {
      List<ActionTaken> actions = new ArrayList<>(incident.actions());
      actions.add(
          new ActionTaken(
              actor(),
              request.action().kind(),
              now,
              until,
              request.reason().map(text -> bounded(text, LONGEST_REASON))));
      List<String> requests = new ArrayList<>(incident.requests());
      requestId().ifPresent(requests::add);
      return incident
          .with()
          .actions(newest(actions, MOST_ACTIONS))
          .requests(newest(requests, MOST_REQUESTS))
          .failing(Optional.empty())
          .wanted(
              incident
                  .wanted()
                  .or(
                      () ->
                          Optional.of(NotificationKind.HANDLED)
                              .filter(
                                  _ ->
                                      incident.told().isPresent()
                                          || incident.pending().isPresent())))
          .due(incident.pending().map(NotificationClaim::until).filter(now::isBefore).orElse(now))
          .build();
    }

    private static <T> List<T> newest(List<T> all, int most) {
      return all.subList(Math.max(0, all.size() - most), all.size());
    }

    private String actor() {
      return bounded(request.actor(), LONGEST_ACTOR);
    }

    private Optional<String> requestId() {
      return request.requestId().map(id -> bounded(id, LONGEST_REQUEST));
    }

    private static String bounded(String text, int most) {
      String visible = VisibleText.line(text.strip());
      return visible.substring(
          0,
          visible.offsetByCodePoints(
              0, Math.min(most, visible.codePointCount(0, visible.length()))));
    }
  }
}
