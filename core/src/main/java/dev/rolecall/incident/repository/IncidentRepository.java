package dev.rolecall.incident.repository;

import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.LookFailures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Where incidents are kept. Every method throws [RepositoryFailure] when the store does not answer
/// as it should.
public interface IncidentRepository {

  /// The incident as it was kept last.
  ///
  /// @throws UnreadableIncident when it cannot be read
  Optional<Incident> find(String id);

  /// Keeps all of a change or nothing of it.
  Outcome write(Change change);

  /// The event that was kept with the incident last.
  Optional<byte[]> event(String id);

  /// The event that was kept last with a kind of call of the incident; empty when none is.
  ///
  /// @param kind the fingerprint of such calls
  default Optional<byte[]> event(String id, String kind) {
    return Optional.empty();
  }

  /// Live incidents that are due by then, the longest due first.
  List<String> due(Instant until, int most);

  /// Those of them that people wait for: held, or with a notification that was not sent yet.
  default List<String> urgent(Instant until, int most) {
    return due(until, Integer.MAX_VALUE).stream()
        .filter(id -> readable(id).filter(Incident::isUrgent).isPresent())
        .limit(most)
        .toList();
  }

  private Optional<Incident> readable(String id) {
    try {
      return find(id);
    } catch (RuntimeException _) {
      return Optional.empty();
    }
  }

  /// All live incidents.
  List<String> live();

  /// Incidents that may be touched by a change in IAM. More may be among them: also those that are
  /// over.
  ///
  /// @param keys by [dev.rolecall.incident.repository.TouchKeys]
  default List<String> touching(Set<String> keys) {
    return keys.isEmpty() ? List.of() : live();
  }

  /// Notes that a look at an incident failed, without reading the incident, and puts the next one
  /// off.
  ///
  /// @param longest the next look comes after this at the latest
  /// @return the failures with this one; empty when it was not noted
  default Optional<LookFailures> failed(String id, Instant now, Duration longest) {
    Optional<Incident> incident = readable(id);
    if (incident.isEmpty()) {
      return Optional.empty();
    }
    LookFailures failures =
        LookFailures.after(
            incident.get().failing().map(LookFailures::times).orElse(0), now, longest);
    Incident next =
        incident.get().with().failing(Optional.of(failures)).due(failures.until()).build();
    return write(Change.of(next)) instanceof Outcome.Kept
        ? Optional.of(failures)
        : Optional.empty();
  }

  /// Incidents that ended at or after `since`.
  List<String> endedSince(Instant since);

  /// Incidents that became members of a shared cause at or after `since`, whatever became of them
  /// since then.
  ///
  /// @param shared the id of its incident, whether there is one or not
  default List<String> members(String shared, Instant since) {
    return Stream.concat(live().stream(), endedSince(since).stream())
        .distinct()
        .filter(
            id ->
                readable(id)
                    .filter(one -> !one.lastSeen().isBefore(since))
                    .filter(one -> one.blockers().stream().anyMatch(at -> at.id().equals(shared)))
                    .isPresent())
        .toList();
  }

  /// Those of these incidents that are kept and can be read, in any order.
  default List<Incident> findAll(List<String> ids) {
    return ids.stream().flatMap(id -> readable(id).stream()).toList();
  }

  /// That something blocks an incident that may block others as well.
  ///
  /// @param shared the id of the incident of what blocks it, whether there is one or not
  /// @param since when that was found
  record Membership(String shared, String incident, Instant since) {}

  /// What is to be kept.
  ///
  /// @param eventId of the denial that is counted; it is counted once. Empty when none is
  /// @param incidents each of the version that was read; it is kept as the next
  /// @param event the event that came, to be kept with the first of the incidents; empty to leave
  ///   the one that is there
  /// @param kind the fingerprint of the call in the event, under which it is kept as well
  /// @param members what is new of who shares a cause with whom
  record Change(
      Optional<String> eventId,
      List<Incident> incidents,
      Optional<byte[]> event,
      Optional<String> kind,
      List<Membership> members) {
    public Change {
      incidents = List.copyOf(incidents);
      members = List.copyOf(members);
    }

    /// A change in which no incident gets others that share its cause.
    public Change(
        Optional<String> eventId,
        List<Incident> incidents,
        Optional<byte[]> event,
        Optional<String> kind) {
      this(eventId, incidents, event, kind, List.of());
    }

    /// A change whose event belongs to no kind of call.
    public Change(Optional<String> eventId, List<Incident> incidents, Optional<byte[]> event) {
      this(eventId, incidents, event, Optional.empty());
    }

    /// A change of one incident that no event brought.
    public static Change of(Incident incident) {
      return new Change(Optional.empty(), List.of(incident), Optional.empty());
    }
  }

  /// What became of a change.
  sealed interface Outcome {

    /// It is kept.
    ///
    /// @param incidents as they are now, in their order
    record Kept(List<Incident> incidents) implements Outcome {
      public Kept {
        incidents = List.copyOf(incidents);
      }
    }

    /// The event was counted before; nothing changed.
    record CountedBefore() implements Outcome {}

    /// Somebody else was quicker; nothing changed.
    ///
    /// @param newer incidents as they are now, by their ids; those that are not among them have to
    ///   be read again
    record Overtaken(Map<String, Incident> newer) implements Outcome {
      public Overtaken {
        newer = Map.copyOf(newer);
      }
    }
  }
}
