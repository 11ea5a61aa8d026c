package dev.rolecall.evidence.snapshot;

import dev.rolecall.evidence.snapshot.file.SnapshotProblem;

/// What came of opening a snapshot.
public sealed interface SnapshotOpening {

  /// It is there. What is wrong inside shows when it is asked for.
  record Opened(Snapshot snapshot) implements SnapshotOpening {}

  /// A path does not exist, or there is nothing of use.
  ///
  /// @param problem names the path
  record NotUsable(SnapshotProblem problem) implements SnapshotOpening {}
}
