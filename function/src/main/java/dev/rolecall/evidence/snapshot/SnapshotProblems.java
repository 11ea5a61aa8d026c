package dev.rolecall.evidence.snapshot;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/// The problems met so far, each once, by file.
final class SnapshotProblems {

  private final ConcurrentSkipListSet<SnapshotProblem> met = new ConcurrentSkipListSet<>();

  void add(SnapshotProblem problem) {
    met.add(problem);
  }

  void addAll(Collection<SnapshotProblem> problems) {
    met.addAll(problems);
  }

  List<SnapshotProblem> all() {
    return List.copyOf(met);
  }
}
