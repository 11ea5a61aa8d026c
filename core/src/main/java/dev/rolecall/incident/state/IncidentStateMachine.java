package dev.rolecall.incident.state;

import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Diagnosis.Verdict;
import dev.rolecall.incident.action.SnoozePeriod;
import dev.rolecall.incident.enumeration.RoleSight;
import dev.rolecall.incident.enumeration.StandoutReason;
import dev.rolecall.incident.state.Resolution.How;
import dev.rolecall.incident.state.ResolutionRules.End;
import dev.rolecall.incident.state.ResolutionRules.Looked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
/// | held, for others that the same blocks | still held | told, or folded when there are enough |
/// | open, quiet | counted; told when the cause is another, or after a while | over by [ResolutionRules], or when nothing came for long |
/// | muted | counted; told when the mute has ended | over when nothing came for long |
/// | folded into a search | counted | told when it goes on after the search |
/// | snoozed | counted, and messages updated; told when it became a matter of security | told when the time is over and it went on |
/// | acknowledged | told when the cause is another, and not otherwise | as without |
/// | folded into a shared cause | counted; held again when something else blocks it | over as when it is open; held again when something else blocks it, or the shared cause is over |
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

  /// Incidents that began within so long of each other may become one alert.
  public static final Duration GATHERED_WITHIN = Duration.ofMinutes(10);

  /// A look that is so late will not come: the next denial ends the wait.
  private static final Duration LATEST_LOOK = Duration.ofMinutes(5);

  /// So long after all members of a shared cause were looked at, they may be looked at again.
  private static final Duration CHECK_AGAIN = Duration.ofMinutes(5);

  /// So many that people were told of one by one are folded with the first alert of what they
  /// share; the others when they are looked at next.
  private static final int MOST_FOLDED_AT_ONCE = 20;

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

  /// Whether it takes the incidents of what blocks it to say what becomes of a denial.
  public boolean wantsShared(Optional<Incident> before, Occurrence occurrence, Instant now) {
    return rules.gathers()
        && (begins(before, occurrence.time())
            || before.filter(one -> isLate(one, now)).isPresent());
  }

  /// Whether the wait for others is over, and no look came yet.
  private static boolean isLate(Incident incident, Instant now) {
    return SharedCauses.waits(incident) && endsWait(incident, now);
  }

  /// A denial came of a caller whose search cannot be read: it is not counted for that.
  public Transition deniedAlone(
      Optional<Incident> before, List<Incident> shared, Occurrence occurrence, Instant now) {
    return begins(before, occurrence.time())
        ? alone(begun(before, occurrence, now), before, Optional.empty(), shared, occurrence, now)
        : denied(before, Optional.empty(), shared, occurrence, now);
  }

  private Transition alone(
      Incident begun,
      Optional<Incident> before,
      Optional<Incident> search,
      List<Incident> shared,
      Occurrence occurrence,
      Instant now) {
    return step(
        List.of(claimed(phase(begun, Optional.empty(), shared, occurrence, now), now)),
        before,
        search);
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
  /// @param shared incidents of what blocks it; looked at only where [#wantsShared]
  public Transition denied(
      Optional<Incident> before,
      Optional<Incident> search,
      List<Incident> shared,
      Occurrence occurrence,
      Instant now) {
    if (!begins(before, occurrence.time())) {
      Incident one = before.orElseThrow();
      Incident after =
          Reopening.reopens(one, occurrence, rules.propagation())
              ? reopen(
                  OccurrenceCounter.denial(Reopening.of(one), occurrence, now), occurrence, now)
              : policy.claim(
                  rephase(
                      foldLate(OccurrenceCounter.denial(one, occurrence, now), shared, now),
                      occurrence,
                      now),
                  now,
                  true);
      boolean folded = after.phase() == IncidentState.FOLDED && one.phase() != IncidentState.FOLDED;
      Instant due = folded ? policy.nextLook(after, now) : policy.nextLookAfterDenial(after);
      return step(List.of(after.withDue(due)), before, search);
    }
    Incident begun = begun(before, occurrence, now);
    if (!wantsSearch(before, occurrence.time()) || isTrusted(occurrence)) {
      return alone(begun, before, search, shared, occurrence, now);
    }
    Incident searching = search(search, occurrence, now);
    Optional<StandoutReason> standout =
        isFoldedOrHeld(searching, now)
            ? SearchReach.reason(rules, searching, occurrence)
            : Optional.empty();
    SearchReach reach = searching.reach().orElse(SearchReach.NOTHING);
    if (standout.isPresent() && reach.mayTell(now)) {
      Incident single =
          claimed(
              phase(begun.withStandout(standout), Optional.empty(), shared, occurrence, now), now);
      Incident told =
          searching.withReach(
              Optional.of(reach.told(occurrence.finding().flatMap(DiagnosisSummary::owner), now)));
      // The search is told by the next look: one invocation sends one notification.
      return step(
          List.of(single, single.pending().isPresent() ? told.withDue(now) : claimed(told, now)),
          before,
          search);
    }
    return step(
        List.of(
            claimed(phase(begun, Optional.of(searching), shared, occurrence, now), now),
            claimed(standout.map(_ -> withheld(searching, reach, now)).orElse(searching), now)),
        before,
        search);
  }

  /// Whether the roles that a caller tries next are not told by themselves.
  private boolean isFoldedOrHeld(Incident search, Instant now) {
    return search.phase().isShown() || recentRoles(search, now) > INNOCENT_ROLES;
  }

  /// More matters than is told by itself: once an hour, people hear that.
  private static Incident withheld(Incident search, SearchReach reach, Instant now) {
    Incident counted = search.withReach(Optional.of(reach.withheld(now)));
    return reach.isToldOfLimit(now)
        ? counted
        : counted.withWanted(Optional.of(NotificationKind.CHANGED));
  }

  private Incident reopen(Incident ended, Occurrence occurrence, Instant now) {
    Incident counted = ended.withSharedCauseId(Optional.empty());
    return muted(occurrence, now)
        ? in(IncidentState.MUTED, counted)
        : policy.claimReopened(open(counted), now);
  }

  /// Whether the role exists and trusts the caller, so that asking for it is no search: something
  /// on the caller's side, or in the organization, denies the call.
  private static boolean isTrusted(Occurrence occurrence) {
    return occurrence
        .finding()
        .filter(found -> found.roleSide() == DiagnosisSummary.RoleSide.ALLOWS)
        .filter(found -> !found.stranger())
        .isPresent();
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
    return SearchEvidence.roles(search, now.minus(rules.searchTime()));
  }

  /// The phase in which an episode begins.
  private Incident phase(
      Incident incident,
      Optional<Incident> search,
      List<Incident> shared,
      Occurrence occurrence,
      Instant now) {
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
    return shownOf(incident, shared)
        .map(one -> fold(incident, one))
        .orElseGet(() -> incident.standout().isPresent() ? open(incident) : gather(incident, now));
  }

  private static Optional<Incident> shownOf(Incident incident, List<Incident> shared) {
    return shared.stream()
        .filter(one -> one.phase().isShown() && SharedCauses.isBlockedBy(incident, one.id()))
        .findFirst();
  }

  /// Messages that people have of it are edited, to show what it is part of.
  private static Incident fold(Incident incident, Incident shared) {
    return in(IncidentState.FOLDED, incident)
        .with()
        .sharedCauseId(Optional.of(shared.id()))
        .wanted(incident.told().map(_ -> NotificationKind.HANDLED))
        .build();
  }

  /// What waited for too long joins the others with its next denial.
  private Incident foldLate(Incident incident, List<Incident> shared, Instant now) {
    return isLate(incident, now)
        ? shownOf(incident, shared).map(one -> fold(incident, one)).orElse(incident)
        : incident;
  }

  /// Waits for others that the same blocks, where others may be.
  private Incident gather(Incident incident, Instant now) {
    Incident alone = incident.withSharedCauseId(Optional.empty());
    return rules.gathers() && !alone.blockers().isEmpty()
        ? hold(alone, new HoldReason(HoldReason.Reason.GATHER, now.plus(rules.gather())))
        : open(alone);
  }

  private boolean muted(Occurrence occurrence, Instant now) {
    return rules.mutes().stream()
        .anyMatch(
            mute ->
                mute.covers(
                    occurrence.subject(),
                    occurrence.caller(),
                    occurrence.accounts(),
                    Optional.of(occurrence.cause()).filter(_ -> !occurrence.perhapsForged()),
                    now));
  }

  /// The phase after a further denial.
  private Incident rephase(Incident incident, Occurrence occurrence, Instant now) {
    return switch (incident.phase()) {
      case RESOLVED, WATCHED -> incident;
      case FOLDED ->
          leaves(incident)
              ? gather(incident, now)
              : opens(incident, occurrence)
                  ? open(incident.withStandout(Optional.of(StandoutReason.OPENS)))
                  : incident;
      case HELD ->
          muted(occurrence, now)
              ? in(IncidentState.MUTED, incident)
              : endsHold(incident, occurrence, now) ? open(incident) : incident;
      case OPEN, QUIET, MUTED ->
          muted(occurrence, now) ? in(IncidentState.MUTED, incident) : open(incident);
    };
  }

  /// Whether it is part of a search, and the caller got in meanwhile, or could.
  private static boolean opens(Incident incident, Occurrence occurrence) {
    return incident.sharedCauseId().isEmpty()
        && occurrence.finding().map(DiagnosisSummary::role).filter(RoleSight::opens).isPresent();
  }

  /// Whether what blocks it by now is not what it is folded for.
  private static boolean leaves(Incident incident) {
    return incident
        .sharedCauseId()
        .filter(shared -> !SharedCauses.isBlockedBy(incident, shared))
        .isPresent();
  }

  private boolean endsHold(Incident incident, Occurrence occurrence, Instant now) {
    HoldReason hold = incident.hold().orElseThrow();
    return switch (hold.reason()) {
      case PROPAGATION ->
          occurrence.cause() != CauseCode.PROPAGATION
              || occurrence.time().isAfter(incident.firstSeen().plus(rules.propagation()));
      case SEARCH -> !now.isBefore(hold.until());
      case GATHER -> !now.isBefore(hold.until().plus(LATEST_LOOK));
    };
  }

  /// Whether a look at the incident wants to know what its newest denial would come to now.
  public static boolean wantsFinding(Incident incident) {
    return incident.subject() instanceof IncidentSubject.Refusal
        && switch (incident.phase()) {
          case HELD -> !SharedCauses.waits(incident);
          case OPEN, QUIET -> true;
          case FOLDED -> incident.sharedCauseId().isPresent();
          case MUTED, WATCHED, RESOLVED -> false;
        };
  }

  /// Others that the same blocks.
  ///
  /// @param shared the incident of what blocks them, where there is or was one
  /// @param others live incidents that began recently and are blocked by it; may be fewer than
  ///   there are when `shared` is shown
  public record Gathering(
      IncidentSubject.SharedCause cause, Optional<Incident> shared, List<Incident> others) {
    public Gathering {
      others = List.copyOf(others);
    }

    boolean isShown() {
      return shared.filter(one -> one.phase().isShown()).isPresent();
    }
  }

  /// Whether an incident waits for others that the same blocks.
  public static boolean waitsForOthers(Incident incident) {
    return SharedCauses.waits(incident);
  }

  /// Whether it is time to look whether one of those that are folded into a shared cause is free.
  public static boolean wantsCheck(Incident shared, Instant now) {
    return shared.pending().isEmpty()
        && shared.phase().isLive()
        && shared
            .extent()
            .flatMap(SharedExtent::checked)
            .filter(at -> now.isBefore(at.plus(CHECK_AGAIN)))
            .isEmpty();
  }

  /// Whether a look at the incident wants to know of a shown incident of what blocks it.
  public boolean wantsShared(Incident incident, Instant now) {
    return rules.gathers()
        && incident.pending().isEmpty()
        && !incident.blockers().isEmpty()
        && switch (incident.phase()) {
          case HELD -> endsWait(incident, now);
          case OPEN -> now.isBefore(incident.firstSeen().plus(GATHERED_WITHIN.multipliedBy(2)));
          case QUIET, MUTED, FOLDED, WATCHED, RESOLVED -> false;
        };
  }

  /// Whether it wants to know, too, who else the same blocks.
  public boolean wantsOthers(Incident incident, Instant now) {
    return wantsShared(incident, now) && incident.phase() == IncidentState.HELD;
  }

  private static boolean endsWait(Incident incident, Instant now) {
    return incident
        .hold()
        .filter(hold -> hold.reason() != HoldReason.Reason.PROPAGATION)
        .filter(hold -> !now.isBefore(hold.until()))
        .isPresent();
  }

  /// An incident becomes one of those that the same blocks. Empty when there are too few.
  public Optional<Transition> join(Incident incident, Gathering gathering, Instant now) {
    boolean late = !now.isBefore(incident.lastSeen().plus(rules.quiet()));
    if (!wantsShared(incident, now) || late) {
      return Optional.empty();
    }
    if (gathering.isShown()) {
      return Optional.of(
          new Transition(
              List.of(due(fold(incident, gathering.shared().orElseThrow()), now)),
              Optional.empty()));
    }
    List<Incident> members =
        Stream.concat(
                Stream.of(incident),
                gathering.others().stream().filter(one -> !one.id().equals(incident.id())))
            .toList();
    return members.size() < rules.sharedCauseMembers()
        ? Optional.empty()
        : Optional.of(begin(gathering, members, now));
  }

  /// The first of them is folded, and those of whom people were told; the others when their wait
  /// ends.
  private Transition begin(Gathering gathering, List<Incident> members, Instant now) {
    Incident shared = opened(gathering, members, now);
    List<Incident> changed = new ArrayList<>();
    changed.add(shared);
    members.stream()
        .filter(one -> one.phase().isShown() && one.pending().isEmpty())
        .limit(MOST_FOLDED_AT_ONCE)
        .map(one -> due(fold(one, shared), now))
        .forEach(changed::add);
    Incident first = members.getFirst();
    if (!first.phase().isShown()) {
      changed.add(due(fold(first, shared), now));
    }
    return new Transition(changed, Optional.of(shared));
  }

  /// Soon after its end, the same episode goes on.
  private Incident opened(Gathering gathering, List<Incident> members, Instant now) {
    Instant first = SharedCauses.first(members);
    return gathering
        .shared()
        .filter(one -> one.told().isPresent() && !Reopening.begins(one, first))
        .map(one -> SharedCauses.counted(open(Reopening.of(one)), members))
        .map(one -> due(policy.claimReopened(one, now), now))
        .orElseGet(
            () -> claimed(SharedCauses.begin(gathering.cause(), gathering.shared(), members), now));
  }

  private Incident due(Incident incident, Instant now) {
    return incident.withDue(policy.nextLook(incident, now));
  }

  /// Whether one that is folded into a shared cause is free by now.
  public boolean isFree(Incident member, ResolutionRules.Findings found, Instant now) {
    return resolution.look(member, found, now).end().isPresent();
  }

  /// The incident of a shared cause is looked at.
  ///
  /// @param members of its episode: those that are folded into it, those that ended so, and those
  ///   that will be folded
  /// @param check whether one of them is free, and all are looked at now
  public Transition lookShared(
      Incident shared, List<Incident> members, boolean check, Instant now) {
    Incident seen = shared;
    if (shared.pending().isEmpty() && shared.phase().isLive()) {
      Incident counted = SharedCauses.counted(NotificationPolicy.wake(shared, now), members);
      if (check || isFreed(shared, counted)) {
        counted =
            counted.withExtent(
                counted.extent().map(extent -> extent.withChecked(Optional.of(now))));
      }
      boolean over =
          members.stream().noneMatch(one -> SharedCauses.isDenied(one, shared))
              && !(waits(counted) && SharedCauses.how(members) == How.SILENT);
      seen =
          over
              ? resolve(counted, new End(SharedCauses.how(members), Optional.empty()), now)
              : quietIfUnseen(counted, now);
    }
    boolean denied = seen.lastSeen().isAfter(shared.lastSeen());
    Incident claimed = policy.claim(seen, now, denied);
    if (denied && claimed.pending().isEmpty()) {
      claimed = policy.claim(seen, now, false);
    }
    return step(List.of(due(claimed, now)), Optional.of(shared), Optional.empty());
  }

  /// Whether fewer are blocked than before.
  private static boolean isFreed(Incident before, Incident after) {
    return before
        .extent()
        .filter(old -> after.extent().filter(extent -> extent.denied() < old.denied()).isPresent())
        .isPresent();
  }

  /// Whether a shared cause blocks an incident, as far as is known.
  public static boolean isDenied(Incident incident, Incident shared) {
    return SharedCauses.isDenied(incident, shared);
  }

  /// Whether an incident is one of those that a shared cause of this episode blocks, or blocked.
  public static boolean isMember(Incident incident, Incident shared) {
    return SharedCauses.isDenied(incident, shared) || SharedCauses.isFree(incident, shared);
  }

  /// Whether an incident may become one of those that the same blocks.
  public static boolean mayJoin(Incident incident, IncidentSubject.SharedCause cause) {
    return switch (incident.phase()) {
      case HELD, OPEN, QUIET -> SharedCauses.isBlockedBy(incident, cause.id());
      case FOLDED, MUTED, WATCHED, RESOLVED -> false;
    };
  }

  /// An incident that is due is looked at.
  ///
  /// @param search what is known of the search that it may be part of, or of the shared cause that
  ///   it is folded into
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
          incident.sharedCauseId().isPresent()
              ? member(incident, search, found, now)
              : search
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

  /// One of those that the same blocks: it is free, or something else blocks it, or it is left when
  /// the others are free.
  private Incident member(
      Incident incident, Optional<Incident> shared, ResolutionRules.Findings found, Instant now) {
    Looked looked = resolution.look(incident, found, now);
    if (looked.end().isPresent()) {
      return resolve(looked.incident(), looked.end().get(), now);
    }
    Incident seen = withSummary(looked.incident(), found.newest(), now);
    if (leaves(seen)) {
      return gather(seen, now);
    }
    Optional<Resolution> end =
        shared.filter(one -> !one.phase().isLive()).flatMap(Incident::resolution);
    if (shared.isPresent() && end.isEmpty()) {
      return seen;
    }
    return end.filter(over -> endsWith(seen, over, found)).isPresent()
        ? resolve(seen, new End(end.get().how(), shared.flatMap(Incident::proof)), now)
        : gather(seen, now);
  }

  /// Whether the end of what blocked it is its own.
  private static boolean endsWith(Incident member, Resolution end, ResolutionRules.Findings found) {
    return !member.lastSeen().isAfter(end.at())
        && (end.how() == How.BY_HAND
            || found.newest().filter(one -> one.verdict() == Verdict.DENIED).isEmpty());
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
            .orElseGet(() -> gather(withSummary(looked.incident(), newest, now), now));
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
