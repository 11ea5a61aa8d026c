package dev.rolecall.evidence.snapshot.file;

/// A role, user, group or managed policy as a file tells it.
sealed interface Entry<T> {

  /// It is well formed.
  record Sound<T>(T value) implements Entry<T> {}

  /// It is there, and not as expected.
  record Spoilt<T>(SnapshotProblem problem) implements Entry<T> {}
}
