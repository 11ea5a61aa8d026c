package dev.rolecall.incident;

import dev.rolecall.incident.notification.SharedMembers;
import dev.rolecall.incident.repository.CachingIncidentRepository;
import dev.rolecall.incident.repository.IncidentRepository.Membership;
import dev.rolecall.incident.repository.UnreadableIncident;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentStateMachine;
import dev.rolecall.incident.state.IncidentStateMachine.Gathering;
import dev.rolecall.incident.state.IncidentSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who shares a cause with whom, as the store has it. The items of members only say whom to look
/// at; what an incident is blocked by, and whether it still is, the incident says.
final class SharedCauseStore {

  /// Members are found by when they arrived, which is never long before their first denial.
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final CachingIncidentRepository known;
  private final IncidentStateMachine machine;

  SharedCauseStore(CachingIncidentRepository known, IncidentStateMachine machine) {
    this.known = known;
    this.machine = machine;
  }

  /// The incidents of what blocks it, as they are.
  List<Incident> shared(List<IncidentSubject.SharedCause> blockers) {
    return blockers.stream().flatMap(cause -> readable(cause.id()).stream()).toList();
  }

  private Optional<Incident> readable(String id) {
    try {
      return known.read(id);
    } catch (UnreadableIncident _) {
      return Optional.empty();
    }
  }

  /// What the incident shares with others; the first that has an incident, else what most others
  /// share. Empty when that is of no interest, or when nothing is shared.
  Optional<Gathering> gathering(Incident incident, Instant now) {
    if (!machine.wantsShared(incident, now)) {
      return Optional.empty();
    }
    Optional<Incident> shown =
        shared(incident.blockers()).stream().filter(one -> one.phase().isShown()).findFirst();
    if (shown.isPresent()) {
      return shown
          .filter(one -> one.subject() instanceof IncidentSubject.SharedCause)
          .map(one -> new Gathering((IncidentSubject.SharedCause) one.subject(), shown, List.of()));
    }
    if (!machine.wantsOthers(incident, now)) {
      return Optional.empty();
    }
    @Nullable Gathering most = null;
    for (IncidentSubject.SharedCause cause : incident.blockers()) {
      Gathering found = new Gathering(cause, readable(cause.id()), others(incident, cause, now));
      if (most == null || found.others().size() > most.others().size()) {
        most = found;
      }
    }
    return Optional.ofNullable(most);
  }

  private List<Incident> others(Incident incident, IncidentSubject.SharedCause cause, Instant now) {
    return known.members(cause.id(), now.minus(IncidentStateMachine.GATHERED_WITHIN)).stream()
        .filter(one -> !one.id().equals(incident.id()))
        .filter(one -> IncidentStateMachine.mayJoin(one, cause))
        .toList();
  }

  /// Whom a shared cause of this episode blocks, or blocked.
  List<Incident> members(Incident shared) {
    return members(known, shared);
  }

  private static List<Incident> members(CachingIncidentRepository known, Incident shared) {
    return known.members(shared.id(), shared.firstSeen().minus(SKEW)).stream()
        .filter(one -> IncidentStateMachine.isMember(one, shared))
        .toList();
  }

  /// The same for a notification.
  static SharedMembers listed(CachingIncidentRepository known, Incident shared) {
    List<SharedMembers.Pair> pairs = new ArrayList<>();
    for (Incident one : members(known, shared)) {
      if (one.subject() instanceof IncidentSubject.Refusal(String caller, String role, _)) {
        boolean free = !IncidentStateMachine.isDenied(one, shared);
        pairs.add(new SharedMembers.Pair(one.id(), caller, role, one.denials(), free));
      }
    }
    return new SharedMembers(pairs, shared.change());
  }

  /// What is new of who shares a cause with whom: with the first denial of an episode, when
  /// something else blocks it, when it waits for others, and when it is folded after it was told
  /// alone.
  static List<Membership> joined(Optional<Incident> before, Incident after, Instant now) {
    boolean begins = before.map(one -> one.episode() != after.episode()).orElse(true);
    boolean waits =
        after.phase() == IncidentState.HELD
            && !before.map(Incident::hold).equals(Optional.of(after.hold()));
    boolean folds =
        after.sharedCauseId().isPresent()
            && before.filter(one -> one.phase().isShown()).isPresent();
    boolean others = !before.map(Incident::blockers).equals(Optional.of(after.blockers()));
    return after.subject() instanceof IncidentSubject.Refusal
            && (begins || waits || folds || others)
        ? after.blockers().stream()
            .map(cause -> new Membership(cause.id(), after.id(), now))
            .toList()
        : List.of();
  }
}
