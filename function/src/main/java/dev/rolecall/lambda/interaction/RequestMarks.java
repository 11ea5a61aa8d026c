package dev.rolecall.lambda.interaction;

import dev.rolecall.incident.repository.RepositoryFailure;
import java.time.Instant;

/// Remembers what was asked for, so that nothing is done twice.
public interface RequestMarks {

  /// Marks `name` for `owner` until `end`, unless another one has it.
  ///
  /// @return whether it is the owner's now: it was free, or the owner had it and is not done with
  ///   it
  /// @throws RepositoryFailure when that cannot be remembered
  boolean claim(String name, String owner, Instant end);

  /// The owner is done: until `end`, the mark is not even its own any more.
  ///
  /// @throws RepositoryFailure when that cannot be remembered
  void done(String name, String owner, Instant end);
}
