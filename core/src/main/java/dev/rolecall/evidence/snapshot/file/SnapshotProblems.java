package dev.rolecall.evidence.snapshot.file;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/// The problems met so far, each once, by file.
public final class SnapshotProblems {

  private final ConcurrentSkipListSet<SnapshotProblem> met = new ConcurrentSkipListSet<>();

  public void add(SnapshotProblem problem) {
    met.add(problem);
  }

  public void addAll(Collection<SnapshotProblem> problems) {
    met.addAll(problems);
  }

  public List<SnapshotProblem> all() {
    return List.copyOf(met);
  }
}
