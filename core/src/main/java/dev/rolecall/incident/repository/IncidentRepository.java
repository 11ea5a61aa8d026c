package dev.rolecall.incident.repository;

import dev.rolecall.incident.state.Incident;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where incidents are kept. Every method throws [RepositoryFailure] when the store does not answer
/// as it should.
public interface IncidentRepository {

  /// The incident as it was kept last.
  Optional<Incident> find(String id);

  /// Keeps all of a change or nothing of it.
  Outcome write(Change change);

  /// The event that was kept with the incident last.
  Optional<byte[]> event(String id);

  /// Live incidents that are due by then, the longest due first.
  List<String> due(Instant until, int most);

  /// All live incidents.
  List<String> live();

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
                find(id)
                    .filter(one -> !one.lastSeen().isBefore(since))
                    .filter(one -> one.blockers().stream().anyMatch(at -> at.id().equals(shared)))
                    .isPresent())
        .toList();
  }

  /// Those of these incidents that are kept, in any order.
  default List<Incident> findAll(List<String> ids) {
    return ids.stream().flatMap(id -> find(id).stream()).toList();
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
  /// @param members what is new of who shares a cause with whom
  record Change(
      Optional<String> eventId,
      List<Incident> incidents,
      Optional<byte[]> event,
      List<Membership> members) {
    public Change {
      incidents = List.copyOf(incidents);
      members = List.copyOf(members);
    }

    /// A change in which no incident gets others that share its cause.
    public Change(Optional<String> eventId, List<Incident> incidents, Optional<byte[]> event) {
      this(eventId, incidents, event, List.of());
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
