package dev.rolecall.evidence;

import dev.rolecall.denial.Gap;
import java.util.Optional;

/// What came of looking something up. "There is none" and "could not see" are different answers.
public sealed interface Lookup<T> {

  /// It is there.
  record Found<T>(T value) implements Lookup<T> {}

  /// The place was read, and it is not there.
  record Absent<T>() implements Lookup<T> {}

  /// The place could not be read.
  record Unreadable<T>(Gap gap) implements Lookup<T> {}

  /// What was found.
  default Optional<T> found() {
    return switch (this) {
      case Found<T>(T value) -> Optional.of(value);
      case Absent<T> _, Unreadable<T> _ -> Optional.empty();
    };
  }
}
