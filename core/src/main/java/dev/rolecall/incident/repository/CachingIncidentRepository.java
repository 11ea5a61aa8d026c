package dev.rolecall.incident.repository;

import dev.rolecall.incident.repository.IncidentRepository.Change;
import dev.rolecall.incident.repository.IncidentRepository.Outcome;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.problem.StoreWords;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The store, and what this instance knows of it. What it knows may be old: a change that rests on
/// it is then overtaken, and tells what is new.
public final class CachingIncidentRepository {

  private static final int MOST = 1_000;

  /// Each try is one change by another writer; more than that in a row is a fault.
  private static final int MOST_TRIES = 100;

  private final IncidentRepository store;
  private final Map<String, Incident> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Incident> eldest) {
          return size() > MOST;
        }
      };

  public CachingIncidentRepository(IncidentRepository store) {
    this.store = store;
  }

  /// The incident as it is, or was a while ago.
  public synchronized Optional<Incident> find(String id) {
    return Optional.ofNullable(known.get(id)).or(() -> read(id));
  }

  /// The incident as it is.
  public synchronized Optional<Incident> read(String id) {
    Optional<Incident> found = store.find(id);
    found.ifPresentOrElse(this::remember, () -> known.remove(id));
    return found;
  }

  /// The incidents that became members of a shared cause at or after `since`, as they are.
  public List<Incident> members(String shared, Instant since) {
    return store.findAll(store.members(shared, since));
  }

  private void remember(Incident incident) {
    known.put(incident.id(), incident);
  }

  /// Makes a change out of what is known until one is kept.
  ///
  /// @param change gives the change, once more each time that another writer was quicker; empty
  ///   when there is none to make
  /// @return what was kept; [Outcome.CountedBefore] without the change; empty when there was none
  public synchronized Optional<Outcome> write(
      java.util.function.Supplier<Optional<Change>> change) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Optional<Change> next = change.get();
      if (next.isEmpty()) {
        return Optional.empty();
      }
      Outcome outcome = store.write(next.get());
      switch (outcome) {
        case Outcome.Kept(var incidents) -> {
          incidents.forEach(this::remember);
          return Optional.of(outcome);
        }
        case Outcome.CountedBefore _ -> {
          return Optional.of(outcome);
        }
        case Outcome.Overtaken(var newer) -> {
          next.get().incidents().forEach(incident -> known.remove(incident.id()));
          newer.values().forEach(this::remember);
        }
      }
    }
    throw new RepositoryFailure(StoreWords.changedMeanwhile(MOST_TRIES));
  }

  /// Changes one incident; empty when there is nothing to change.
  public Optional<Incident> change(String id, Function<Incident, Optional<Incident>> change) {
    return write(() -> find(id).flatMap(change).map(Change::of))
        .map(
            outcome ->
                switch (outcome) {
                  case Outcome.Kept(var incidents) -> incidents.getFirst();
                  case Outcome.CountedBefore _, Outcome.Overtaken _ ->
                      throw new IllegalStateException(outcome.toString());
                });
  }
}
