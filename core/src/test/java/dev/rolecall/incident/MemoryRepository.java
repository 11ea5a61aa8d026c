package dev.rolecall.incident;

import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.repository.TouchKeys;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A store that forgets everything when the test is over. It keeps the promises of
/// [IncidentRepository] as the table does.
public final class MemoryRepository implements IncidentRepository {

  private final Map<String, Incident> incidents = new HashMap<>();
  private final Map<String, byte[]> events = new HashMap<>();
  private final Set<String> counted = new HashSet<>();
  private final Map<String, List<Membership>> members = new HashMap<>();
  private int calls;
  private int reads;

  @Override
  public synchronized Optional<Incident> find(String id) {
    calls++;
    reads++;
    return Optional.ofNullable(incidents.get(id));
  }

  @Override
  public synchronized Outcome write(Change change) {
    calls++;
    if (change.eventId().filter(counted::contains).isPresent()) {
      return new Outcome.CountedBefore();
    }
    Map<String, Incident> newer = new HashMap<>();
    boolean overtaken = false;
    for (Incident incident : change.incidents()) {
      Incident old = incidents.get(incident.id());
      long version = old == null ? 0 : old.version();
      if (version != incident.version()) {
        overtaken = true;
        Optional.ofNullable(old).ifPresent(one -> newer.put(one.id(), one));
      }
    }
    if (overtaken) {
      return new Outcome.Overtaken(newer);
    }
    List<Incident> kept =
        change.incidents().stream().map(one -> one.withVersion(one.version() + 1)).toList();
    kept.forEach(one -> incidents.put(one.id(), one));
    change.eventId().ifPresent(counted::add);
    change
        .members()
        .forEach(one -> members.computeIfAbsent(one.shared(), _ -> new ArrayList<>()).add(one));
    change.event().ifPresent(event -> events.put(kept.getFirst().id(), event));
    change
        .kind()
        .ifPresent(
            kind ->
                change
                    .event()
                    .ifPresent(event -> events.put(kept.getFirst().id() + " " + kind, event)));
    return new Outcome.Kept(kept);
  }

  @Override
  public synchronized Optional<byte[]> event(String id) {
    calls++;
    return Optional.ofNullable(events.get(id));
  }

  @Override
  public synchronized Optional<byte[]> event(String id, String kind) {
    return event(id + " " + kind);
  }

  @Override
  public synchronized List<String> due(Instant until, int most) {
    calls++;
    return live(incident -> !incident.due().isAfter(until)).limit(most).toList();
  }

  @Override
  public synchronized List<String> urgent(Instant until, int most) {
    calls++;
    return live(incident -> !incident.due().isAfter(until) && incident.isUrgent())
        .limit(most)
        .toList();
  }

  @Override
  public synchronized List<String> touching(Set<String> keys) {
    calls++;
    return incidents.values().stream()
        .filter(incident -> !Collections.disjoint(TouchKeys.of(incident), keys))
        .map(Incident::id)
        .sorted()
        .toList();
  }

  @Override
  public synchronized List<String> live() {
    calls++;
    return live(_ -> true).toList();
  }

  private Stream<String> live(java.util.function.Predicate<Incident> which) {
    return incidents.values().stream()
        .filter(one -> one.phase() != IncidentState.WATCHED)
        .filter(Incident::needsLooks)
        .filter(which)
        .sorted(Comparator.comparing(Incident::due).thenComparing(Incident::id))
        .map(Incident::id);
  }

  @Override
  public synchronized List<String> endedSince(Instant since) {
    calls++;
    return incidents.values().stream()
        .filter(one -> one.phase() == IncidentState.RESOLVED)
        .filter(one -> !one.due().isBefore(since))
        .map(Incident::id)
        .sorted()
        .toList();
  }

  @Override
  public synchronized List<String> members(String shared, Instant since) {
    calls++;
    return members.getOrDefault(shared, List.of()).stream()
        .filter(one -> !one.since().isBefore(since))
        .map(Membership::incident)
        .distinct()
        .toList();
  }

  @Override
  public synchronized List<Incident> findAll(List<String> ids) {
    calls++;
    return ids.stream().map(incidents::get).filter(Objects::nonNull).toList();
  }

  /// All incidents.
  public synchronized List<Incident> all() {
    return List.copyOf(incidents.values());
  }

  /// How many incidents were read so far.
  public synchronized int reads() {
    return reads;
  }

  /// How many calls it took so far.
  public synchronized int calls() {
    return calls;
  }
}
