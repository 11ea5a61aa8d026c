package dev.rolecall.incident.state;

import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.action.SnoozePeriod;
import dev.rolecall.incident.state.Resolution.How;
import dev.rolecall.incident.state.ResolutionRules.End;
import dev.rolecall.incident.state.ResolutionRules.Looked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What becomes of an incident. Without side effects: an incident and what happened in, the
/// incident as it is after that out.
///
/// | phase | a denial | a look at it |
/// |---|---|---|
/// | held, for IAM to propagate | still held; told when it goes on, or has another cause | over when it passed, and told when that happens again and again; else told |
/// | held, as part of a search | still held | told, or folded when it was one |
/// | open, quiet | counted; told when the cause is another, or after a while | over by [ResolutionRules], or when nothing came for long |
/// | muted | counted; told when the mute has ended | over when nothing came for long |
/// | folded into a search | counted | told when it goes on after the search |
/// | snoozed | counted, and messages updated; told when it became a matter of security | told when the time is over and it went on |
/// | acknowledged | told when the cause is another, and not otherwise | as without |
/// | resolved | a new episode; the same one again when it shows that there was no end ([Reopening]); counted when it happened before the end | nothing |
public final class IncidentStateMachine {

  /// What one event leads to.
  ///
  /// @param changed what must be kept, all of it or nothing; first the one that the event is about
  /// @param claimed which of these has a notice that the one who keeps it must send
  public record Transition(List<Incident> changed, Optional<Incident> claimed) {
    public Transition {
      changed = List.copyOf(changed);
    }
  }

  /// Without a denial for so long, an incident is quiet.
  private static final Duration UNSEEN = Duration.ofHours(1);

  private static final Duration SEARCH_HOLD = Duration.ofMinutes(1);

  /// More new roles within the time of a search than this are not told at once.
  private static final int INNOCENT_ROLES = 3;

  private final IncidentRules rules;
  private final NotificationPolicy policy;
  private final ResolutionRules resolution;

  public IncidentStateMachine(IncidentRules rules) {
    this.rules = rules;
    this.policy = new NotificationPolicy(rules);
    this.resolution = new ResolutionRules(rules);
  }

  public NotificationPolicy schedule() {
    return policy;
  }

  /// A diagnosis of the same kind of call that still holds.
  public Optional<CachedDiagnosis> reusable(Incident incident, Denial denial, Instant now) {
    return incident.phase() == IncidentState.RESOLVED
        ? Optional.empty()
        : incident.diagnoses().stream()
            .filter(known -> known.newer().isEmpty())
            .filter(known -> now.isBefore(known.at().plus(rules.diagnosis())))
            .filter(known -> known.isOf(denial))
            .findFirst();
  }

  /// Whether a denial at `time` begins an episode.
  public static boolean begins(Optional<Incident> before, Instant time) {
    return before.map(one -> Reopening.begins(one, time)).orElse(true);
  }

  /// Whether it takes the search of the caller to say what becomes of a denial.
  public boolean wantsSearch(Optional<Incident> before, Instant time) {
    return rules.searchRoles() > 0 && begins(before, time);
  }

  /// A denial came of a caller whose search cannot be read: it is not counted for that.
  public Transition deniedAlone(Optional<Incident> before, Occurrence occurrence, Instant now) {
    return begins(before, occurrence.time())
        ? alone(begun(before, occurrence, now), before, Optional.empty(), occurrence, now)
        : denied(before, Optional.empty(), occurrence, now);
  }

  private Transition alone(
      Incident begun,
      Optional<Incident> before,
      Optional<Incident> search,
      Occurrence occurrence,
      Instant now) {
    return step(
        List.of(claimed(phase(begun, Optional.empty(), occurrence, now), now)), before, search);
  }

  private static Incident begun(Optional<Incident> before, Occurrence occurrence, Instant now) {
    return OccurrenceCounter.denial(
        OccurrenceCounter.begin(occurrence.subject(), before, occurrence.time())
            .withSearchId(Optional.of(occurrence.search().id())),
        occurrence,
        now);
  }

  /// A denial came.
  ///
  /// @param search what is known of a search by this caller; looked at only where [#wantsSearch]
  public Transition denied(
      Optional<Incident> before, Optional<Incident> search, Occurrence occurrence, Instant now) {
    if (!begins(before, occurrence.time())) {
      Incident one = before.orElseThrow();
      Incident after =
          Reopening.reopens(one, occurrence)
              ? reopen(
                  OccurrenceCounter.denial(Reopening.of(one), occurrence, now), occurrence, now)
              : policy.claim(
                  rephase(OccurrenceCounter.denial(one, occurrence, now), occurrence, now),
                  now,
                  true);
      return step(List.of(after.withDue(policy.nextLookAfterDenial(after))), before, search);
    }
    Incident begun = begun(before, occurrence, now);
    if (!wantsSearch(before, occurrence.time())) {
      return alone(begun, before, search, occurrence, now);
    }
    Incident searching = search(search, occurrence, now);
    return step(
        List.of(
            claimed(phase(begun, Optional.of(searching), occurrence, now), now),
            claimed(searching, now)),
        before,
        search);
  }

  private Incident reopen(Incident counted, Occurrence occurrence, Instant now) {
    return muted(occurrence, now)
        ? in(IncidentState.MUTED, counted)
        : policy.claimReopened(open(counted), now);
  }

  private Incident claimed(Incident incident, Instant now) {
    Incident claimed = policy.claim(incident, now, true);
    return claimed.withDue(policy.nextLook(claimed, now));
  }

  /// At most one of them has a new claim: what is folded into a reported search is not reported.
  private static Transition step(
      List<Incident> changed, Optional<Incident> before, Optional<Incident> search) {
    List<Optional<NotificationClaim>> old =
        Stream.of(before, search).map(one -> one.flatMap(Incident::pending)).toList();
    return new Transition(
        changed,
        changed.stream()
            .filter(one -> one.pending().isPresent() && !old.contains(one.pending()))
            .findFirst());
  }

  private Incident search(Optional<Incident> before, Occurrence occurrence, Instant now) {
    Incident current =
        before
            .filter(one -> !begins(before, occurrence.time()))
            .filter(one -> one.phase() != IncidentState.WATCHED || recentRoles(one, now) > 0)
            .orElseGet(() -> watched(before, occurrence));
    Incident counted = OccurrenceCounter.role(current, occurrence);
    boolean found =
        occurrence.finding().filter(DiagnosisSummary::stranger).isPresent()
            || recentRoles(counted, now) >= rules.searchRoles();
    boolean shown =
        counted.phase().isShown() || (counted.phase() == IncidentState.WATCHED && found);
    return shown ? open(counted) : counted;
  }

  private static Incident watched(Optional<Incident> before, Occurrence occurrence) {
    return in(
        IncidentState.WATCHED,
        OccurrenceCounter.begin(occurrence.search(), before, occurrence.time()));
  }

  private long recentRoles(Incident search, Instant now) {
    Instant since = now.minus(rules.searchTime());
    return search.roles().values().stream().filter(time -> !time.isBefore(since)).count();
  }

  /// The phase in which an episode begins.
  private Incident phase(
      Incident incident, Optional<Incident> search, Occurrence occurrence, Instant now) {
    if (search.filter(one -> one.phase().isShown()).isPresent()) {
      return in(IncidentState.FOLDED, incident);
    }
    if (muted(occurrence, now)) {
      return in(IncidentState.MUTED, incident);
    }
    if (occurrence.cause() == CauseCode.PROPAGATION && !rules.propagation().isZero()) {
      return hold(
          incident, new HoldReason(HoldReason.Reason.PROPAGATION, now.plus(rules.propagation())));
    }
    if (search.filter(one -> recentRoles(one, now) > INNOCENT_ROLES).isPresent()) {
      return hold(incident, new HoldReason(HoldReason.Reason.SEARCH, now.plus(SEARCH_HOLD)));
    }
    return open(incident);
  }

  private boolean muted(Occurrence occurrence, Instant now) {
    return rules.mutes().stream()
        .anyMatch(
            mute ->
                mute.covers(
                    occurrence.subject(),
                    occurrence.accounts(),
                    Optional.of(occurrence.cause()).filter(_ -> !occurrence.perhapsForged()),
                    now));
  }

  /// The phase after a further denial.
  private Incident rephase(Incident incident, Occurrence occurrence, Instant now) {
    return switch (incident.phase()) {
      case RESOLVED, FOLDED, WATCHED -> incident;
      case HELD ->
          muted(occurrence, now)
              ? in(IncidentState.MUTED, incident)
              : endsHold(incident, occurrence, now) ? open(incident) : incident;
      case OPEN, QUIET, MUTED ->
          muted(occurrence, now) ? in(IncidentState.MUTED, incident) : open(incident);
    };
  }

  private boolean endsHold(Incident incident, Occurrence occurrence, Instant now) {
    HoldReason hold = incident.hold().orElseThrow();
    return switch (hold.reason()) {
      case PROPAGATION ->
          occurrence.cause() != CauseCode.PROPAGATION
              || occurrence.time().isAfter(incident.firstSeen().plus(rules.propagation()));
      case SEARCH, GATHER -> !now.isBefore(hold.until());
    };
  }

  /// Whether a look at the incident wants to know what its newest denial would come to now.
  public static boolean wantsFinding(Incident incident) {
    return incident.subject() instanceof IncidentSubject.Refusal
        && switch (incident.phase()) {
          case HELD, OPEN, QUIET -> true;
          case MUTED, FOLDED, WATCHED, RESOLVED -> false;
        };
  }

  /// An incident that is due is looked at.
  ///
  /// @param search what is known of the search that it may be part of
  /// @param found what its denials would come to now
  public Transition look(
      Incident incident, Optional<Incident> search, ResolutionRules.Findings found, Instant now) {
    Incident seen =
        incident.pending().isPresent()
            ? incident
            : advance(NotificationPolicy.wake(incident, now), search, found, now);
    Incident claimed = policy.claim(seen, now, false);
    return step(
        List.of(claimed.withDue(policy.nextLook(claimed, now))),
        Optional.of(incident),
        Optional.empty());
  }

  private Incident advance(
      Incident incident, Optional<Incident> search, ResolutionRules.Findings found, Instant now) {
    if (!incident.phase().isLive()) {
      return incident;
    }
    if (!now.isBefore(incident.lastSeen().plus(quiet(incident))) && !waits(incident)) {
      return resolve(incident, new End(How.SILENT, Optional.empty()), now);
    }
    return switch (incident.phase()) {
      case HELD ->
          incident.hold().filter(hold -> now.isBefore(hold.until())).isPresent()
              ? incident
              : release(incident, search, found, now);
      case OPEN, QUIET -> {
        Looked looked = resolution.look(incident, found, now);
        yield looked
            .end()
            .map(end -> resolve(looked.incident(), end, now))
            .orElseGet(
                () -> quietIfUnseen(withSummary(looked.incident(), found.newest(), now), now));
      }
      case FOLDED ->
          search
                  .flatMap(Incident::resolution)
                  .filter(end -> incident.lastSeen().isAfter(end.at()))
                  .isPresent()
              ? open(incident)
              : incident;
      case MUTED, WATCHED, RESOLVED -> incident;
    };
  }

  /// Until the time of a snooze, silence is no sign of an end: what comes after it would alert.
  private static boolean waits(Incident incident) {
    return incident.snooze().flatMap(SnoozePeriod::until).isPresent();
  }

  private Incident release(
      Incident incident, Optional<Incident> search, ResolutionRules.Findings found, Instant now) {
    return switch (incident.hold().orElseThrow().reason()) {
      case SEARCH ->
          search.filter(one -> one.phase().isShown()).isPresent()
              ? in(IncidentState.FOLDED, incident)
              : open(incident);
      case GATHER -> open(incident);
      case PROPAGATION -> {
        Looked looked = resolution.look(incident, found, now);
        Optional<DiagnosisSummary> newest = found.newest();
        yield looked
            .end()
            .or(
                () ->
                    newest
                        .filter(DiagnosisSummary::passesNow)
                        .map(_ -> new End(How.PASSED, Optional.empty())))
            .map(end -> pass(looked.incident(), end, now))
            .orElseGet(() -> open(withSummary(looked.incident(), newest, now)));
      }
    };
  }

  /// What was denied while a change was on its way has passed: people hear of it when that happens
  /// again and again.
  private Incident pass(Incident incident, End end, Instant now) {
    Incident passed = Recurrence.passed(incident);
    return Recurrence.isDue(passed) ? open(passed.withRecurring(true)) : resolve(passed, end, now);
  }

  private Duration quiet(Incident incident) {
    return incident.recurring() ? Recurrence.longer(rules.quiet()) : rules.quiet();
  }

  private static Incident withSummary(
      Incident incident, Optional<DiagnosisSummary> found, Instant now) {
    return found.map(one -> OccurrenceCounter.finding(incident, one, now)).orElse(incident);
  }

  private static Incident quietIfUnseen(Incident incident, Instant now) {
    boolean unseen = !now.isBefore(incident.lastSeen().plus(UNSEEN));
    return in(unseen ? IncidentState.QUIET : IncidentState.OPEN, incident);
  }

  private Incident resolve(Incident incident, End end, Instant now) {
    return policy.claimEnd(
        in(IncidentState.RESOLVED, incident)
            .with()
            .resolution(Optional.of(new Resolution(end.how(), now)))
            .proof(end.proof())
            .diagnoses(List.of())
            .otherKinds(false)
            .recurring(false)
            .acknowledged(Optional.empty())
            .snooze(Optional.empty())
            .build(),
        now);
  }

  private static Incident hold(Incident incident, HoldReason hold) {
    return incident.with().phase(IncidentState.HELD).hold(Optional.of(hold)).build();
  }

  private static Incident open(Incident incident) {
    return in(IncidentState.OPEN, incident);
  }

  private static Incident in(IncidentState state, Incident incident) {
    return incident.with().phase(state).hold(Optional.empty()).build();
  }
}
