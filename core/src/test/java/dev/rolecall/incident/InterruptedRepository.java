package dev.rolecall.incident;

import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.state.Incident;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A store in which something may happen before each call that a decision rests on.
class InterruptedRepository implements IncidentRepository {

  private final IncidentRepository store;
  private final Runnable interrupt;

  InterruptedRepository(IncidentRepository store, Runnable interrupt) {
    this.store = store;
    this.interrupt = interrupt;
  }

  @Override
  public Optional<Incident> find(String id) {
    interrupt.run();
    return store.find(id);
  }

  @Override
  public Outcome write(Change change) {
    interrupt.run();
    return store.write(change);
  }

  @Override
  public Optional<byte[]> event(String id) {
    interrupt.run();
    return store.event(id);
  }

  @Override
  public Optional<byte[]> event(String id, String kind) {
    interrupt.run();
    return store.event(id, kind);
  }

  @Override
  public List<String> due(Instant until, int most) {
    interrupt.run();
    return store.due(until, most);
  }

  @Override
  public List<String> urgent(Instant until, int most) {
    return store.urgent(until, most);
  }

  @Override
  public List<String> live() {
    return store.live();
  }

  @Override
  public List<String> touching(Set<String> keys) {
    return store.touching(keys);
  }

  @Override
  public List<String> endedSince(Instant since) {
    return store.endedSince(since);
  }

  @Override
  public List<String> members(String shared, Instant since) {
    interrupt.run();
    return store.members(shared, since);
  }

  @Override
  public List<Incident> findAll(List<String> ids) {
    interrupt.run();
    return store.findAll(ids);
  }
}
