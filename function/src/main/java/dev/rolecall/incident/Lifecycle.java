package dev.rolecall.incident;

import dev.rolecall.diagnosis.CauseCode;
import dev.rolecall.incident.Resolution.How;
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
/// | held, for IAM to propagate | still held; told when it goes on, or has another cause | over when it passed, else told |
/// | held, as part of a search | still held | told, or folded when it was one |
/// | open, quiet | counted; told when the cause is another, or after a while | over when what stood in the way is gone, the caller succeeded, or nothing came for long |
/// | muted | counted; told when the mute has ended | over when nothing came for long |
/// | folded into a search | counted | told when it goes on after the search |
/// | resolved | a new episode, unless it happened before the end | nothing |
final class Lifecycle {

  /// What one event leads to.
  ///
  /// @param changed what has to be kept, all of it or nothing; first the one that the event is
  ///   about
  /// @param claimed which of these has a notice that whoever keeps it has to send
  record Step(List<Incident> changed, Optional<Incident> claimed) {
    Step {
      changed = List.copyOf(changed);
    }
  }

  /// Without a denial for so long, an incident is quiet.
  private static final Duration UNSEEN = Duration.ofHours(1);

  private static final Duration SEARCH_HOLD = Duration.ofMinutes(1);

  /// More new roles within the time of a search than this are not told at once.
  private static final int INNOCENT_ROLES = 3;

  private final IncidentRules rules;
  private final Schedule schedule;

  Lifecycle(IncidentRules rules) {
    this.rules = rules;
    this.schedule = new Schedule(rules);
  }

  Schedule schedule() {
    return schedule;
  }

  /// The cause by a diagnosis of the same kind of call that still holds.
  Optional<CauseCode> known(Incident incident, String fingerprint, Instant now) {
    return incident.phase() == Phase.RESOLVED
        ? Optional.empty()
        : incident.diagnoses().stream()
            .filter(known -> known.fingerprint().equals(fingerprint))
            .filter(known -> now.isBefore(known.at().plus(rules.diagnosis())))
            .map(Diagnosed::cause)
            .findFirst();
  }

  /// Whether a denial at `time` begins an episode.
  static boolean begins(Optional<Incident> before, Instant time) {
    return before.isEmpty()
        || before.get().resolution().filter(end -> time.isAfter(end.at())).isPresent();
  }

  /// Whether it takes the search of the caller to say what becomes of a denial.
  boolean wantsSearch(Optional<Incident> before, Instant time) {
    return rules.searchRoles() > 0 && begins(before, time);
  }

  /// A denial came.
  ///
  /// @param search what is known of a search by this caller; looked at only where [#wantsSearch]
  Step denied(
      Optional<Incident> before, Optional<Incident> search, Sighting sighting, Instant now) {
    if (!begins(before, sighting.time())) {
      Incident counted = Counting.denial(before.orElseThrow(), sighting, now);
      Incident after = schedule.claim(rephase(counted, sighting, now), now, true);
      return step(
          List.of(after.toBuilder().due(schedule.nextLookAfterDenial(after)).build()),
          before,
          search);
    }
    Incident begun =
        Counting.denial(
            Counting.begin(sighting.subject(), before, sighting.time()).toBuilder()
                .searchId(Optional.of(sighting.search().id()))
                .build(),
            sighting,
            now);
    if (!wantsSearch(before, sighting.time())) {
      return step(
          List.of(claimed(phase(begun, Optional.empty(), sighting, now), now)), before, search);
    }
    Incident searching = search(search, sighting, now);
    return step(
        List.of(
            claimed(phase(begun, Optional.of(searching), sighting, now), now),
            claimed(searching, now)),
        before,
        search);
  }

  private Incident claimed(Incident incident, Instant now) {
    Incident claimed = schedule.claim(incident, now, true);
    return claimed.toBuilder().due(schedule.nextLook(claimed, now)).build();
  }

  /// At most one of them has a new claim: what is folded into a search that is told of is not told.
  private static Step step(
      List<Incident> changed, Optional<Incident> before, Optional<Incident> search) {
    List<Optional<Pending>> old =
        Stream.of(before, search).map(one -> one.flatMap(Incident::pending)).toList();
    return new Step(
        changed,
        changed.stream()
            .filter(one -> one.pending().isPresent() && !old.contains(one.pending()))
            .findFirst());
  }

  private Incident search(Optional<Incident> before, Sighting sighting, Instant now) {
    Incident current =
        before
            .filter(one -> !begins(before, sighting.time()))
            .filter(one -> one.phase() != Phase.WATCHED || recentRoles(one, now) > 0)
            .orElseGet(() -> watched(before, sighting));
    Incident counted = Counting.role(current, sighting);
    boolean found =
        sighting.finding().filter(Finding::stranger).isPresent()
            || recentRoles(counted, now) >= rules.searchRoles();
    boolean shown = counted.phase().isShown() || (counted.phase() == Phase.WATCHED && found);
    return shown ? open(counted) : counted;
  }

  private static Incident watched(Optional<Incident> before, Sighting sighting) {
    return in(Phase.WATCHED, Counting.begin(sighting.search(), before, sighting.time()));
  }

  private long recentRoles(Incident search, Instant now) {
    Instant since = now.minus(rules.searchTime());
    return search.roles().values().stream().filter(time -> !time.isBefore(since)).count();
  }

  /// The phase in which an episode begins.
  private Incident phase(
      Incident incident, Optional<Incident> search, Sighting sighting, Instant now) {
    if (search.filter(one -> one.phase().isShown()).isPresent()) {
      return in(Phase.FOLDED, incident);
    }
    if (muted(sighting, now)) {
      return in(Phase.MUTED, incident);
    }
    if (sighting.cause() == CauseCode.PROPAGATION && !rules.propagation().isZero()) {
      return held(incident, new Hold(Hold.Reason.PROPAGATION, now.plus(rules.propagation())));
    }
    if (search.filter(one -> recentRoles(one, now) > INNOCENT_ROLES).isPresent()) {
      return held(incident, new Hold(Hold.Reason.SEARCH, now.plus(SEARCH_HOLD)));
    }
    return open(incident);
  }

  private boolean muted(Sighting sighting, Instant now) {
    return rules.mutes().stream()
        .anyMatch(
            mute ->
                mute.covers(
                    sighting.subject(),
                    sighting.accounts(),
                    Optional.of(sighting.cause()).filter(_ -> !sighting.perhapsForged()),
                    now));
  }

  /// The phase after a further denial.
  private Incident rephase(Incident incident, Sighting sighting, Instant now) {
    return switch (incident.phase()) {
      case RESOLVED, FOLDED, WATCHED -> incident;
      case HELD ->
          muted(sighting, now)
              ? in(Phase.MUTED, incident)
              : goesOn(incident, sighting, now) ? open(incident) : incident;
      case OPEN, QUIET, MUTED -> muted(sighting, now) ? in(Phase.MUTED, incident) : open(incident);
    };
  }

  private boolean goesOn(Incident incident, Sighting sighting, Instant now) {
    Hold hold = incident.hold().orElseThrow();
    return switch (hold.reason()) {
      case PROPAGATION ->
          sighting.cause() != CauseCode.PROPAGATION
              || sighting.time().isAfter(incident.firstSeen().plus(rules.propagation()));
      case SEARCH -> !now.isBefore(hold.until());
    };
  }

  /// Whether a look at the incident wants to know what its newest denial would come to now.
  static boolean wantsFinding(Incident incident) {
    return incident.subject() instanceof Subject.Refusal
        && switch (incident.phase()) {
          case HELD, OPEN, QUIET -> true;
          case MUTED, FOLDED, WATCHED, RESOLVED -> false;
        };
  }

  /// Somebody looks at an incident that is due.
  ///
  /// @param search what is known of the search that it may be part of
  /// @param found what its newest denial would come to now; empty when that cannot be told
  Step looked(Incident incident, Optional<Incident> search, Optional<Finding> found, Instant now) {
    Incident seen = incident.pending().isPresent() ? incident : look(incident, search, found, now);
    Incident claimed = schedule.claim(seen, now, false);
    return step(
        List.of(claimed.toBuilder().due(schedule.nextLook(claimed, now)).build()),
        Optional.of(incident),
        Optional.empty());
  }

  private Incident look(
      Incident incident, Optional<Incident> search, Optional<Finding> found, Instant now) {
    if (!incident.phase().isLive()) {
      return incident;
    }
    if (!now.isBefore(incident.lastSeen().plus(rules.quiet()))) {
      return over(incident, How.SILENT, now);
    }
    return switch (incident.phase()) {
      case HELD ->
          incident.hold().filter(hold -> now.isBefore(hold.until())).isPresent()
              ? incident
              : release(incident, search, found, now);
      case OPEN, QUIET ->
          ended(incident, found, now).orElseGet(() -> rest(noted(incident, found, now), now));
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

  private Incident release(
      Incident incident, Optional<Incident> search, Optional<Finding> found, Instant now) {
    return switch (incident.hold().orElseThrow().reason()) {
      case SEARCH ->
          search.filter(one -> one.phase().isShown()).isPresent()
              ? in(Phase.FOLDED, incident)
              : open(incident);
      case PROPAGATION ->
          ended(incident, found, now)
              .or(
                  () ->
                      found
                          .filter(one -> Finding.passes(one.cause()))
                          .map(_ -> over(incident, How.NOW_ALLOWED, now)))
              .orElseGet(() -> open(noted(incident, found, now)));
    };
  }

  private static Incident noted(Incident incident, Optional<Finding> found, Instant now) {
    return found.map(one -> Counting.finding(incident, one, now)).orElse(incident);
  }

  private Optional<Incident> ended(Incident incident, Optional<Finding> found, Instant now) {
    if (found.flatMap(Finding::succeeded).filter(incident.lastSeen()::isBefore).isPresent()) {
      return Optional.of(over(incident, How.SUCCEEDED, now));
    }
    return found.filter(one -> one.lifts(incident)).map(_ -> over(incident, How.NOW_ALLOWED, now));
  }

  private static Incident rest(Incident incident, Instant now) {
    boolean unseen = !now.isBefore(incident.lastSeen().plus(UNSEEN));
    return in(unseen ? Phase.QUIET : Phase.OPEN, incident);
  }

  private Incident over(Incident incident, How how, Instant now) {
    return schedule.claimEnd(
        in(Phase.RESOLVED, incident).toBuilder()
            .resolution(Optional.of(new Resolution(how, now)))
            .diagnoses(List.of())
            .build(),
        now);
  }

  private static Incident held(Incident incident, Hold hold) {
    return incident.toBuilder().phase(Phase.HELD).hold(Optional.of(hold)).build();
  }

  private static Incident open(Incident incident) {
    return in(Phase.OPEN, incident);
  }

  private static Incident in(Phase phase, Incident incident) {
    return incident.toBuilder().phase(phase).hold(Optional.empty()).build();
  }
}
