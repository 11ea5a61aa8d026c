package dev.rolecall.evidence.index;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where entries of the index are kept, by name.
public interface OrganizationIndexStore {

  /// The entry as it was put last.
  ///
  /// @throws StoreFailure when the shelf does not answer
  Optional<byte[]> get(String name);

  /// The entries of these names, by name, as far as there are any.
  ///
  /// @throws StoreFailure when the shelf does not answer
  default Map<String, byte[]> getAll(Collection<String> names) {
    Map<String, byte[]> entries = new HashMap<>();
    names.forEach(name -> get(name).ifPresent(entry -> entries.put(name, entry)));
    return entries;
  }

  /// Keeps an entry in place of the one before.
  ///
  /// @param expires from when on it may be gone
  /// @throws StoreFailure when it could not be kept
  void put(String name, byte[] entry, Instant expires);

  /// The shelf does not answer as it should.
  final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param problem one phrase, for people
    public StoreFailure(String problem) {
      super(problem);
    }
  }
}
