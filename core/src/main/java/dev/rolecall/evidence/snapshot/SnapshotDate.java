package dev.rolecall.evidence.snapshot;

import dev.rolecall.evidence.Lazy;
import dev.rolecall.evidence.snapshot.file.Dates;
import dev.rolecall.evidence.snapshot.file.SnapshotFile;
import dev.rolecall.evidence.snapshot.file.SnapshotJson;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import dev.rolecall.json.JsonValue;
import dev.rolecall.problem.JsonWords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// When a snapshot was taken: `{"takenAt": "2026-11-30T00:00:00Z"}`. Read at the first question.
final class SnapshotDate {

  private final Lazy<Optional<Instant>> takenAt;

  SnapshotDate(List<SnapshotFile> files, Set<SnapshotProblem> snapshotProblems) {
    this.takenAt = new Lazy<>(() -> latest(files, snapshotProblems));
  }

  /// The time, the latest one when several snapshots are used as one; empty when none of them tells
  /// it.
  Optional<Instant> takenAt() {
    return takenAt.get();
  }

  private static Optional<Instant> latest(
      List<SnapshotFile> files, Set<SnapshotProblem> snapshotProblems) {
    return files.stream()
        .flatMap(file -> read(file, snapshotProblems).stream())
        .max(Instant::compareTo);
  }

  private static Optional<Instant> read(SnapshotFile file, Set<SnapshotProblem> snapshotProblems) {
    SnapshotJson json = SnapshotJson.read(file);
    Optional<JsonValue> written = json.root().given("takenAt");
    Optional<Instant> taken = written.flatMap(JsonValue::asScalar).flatMap(Dates::parse);
    if (taken.isEmpty()) {
      written.ifPresent(value -> value.problem(JsonWords.time()));
    }
    snapshotProblems.addAll(json.notes());
    return taken;
  }
}
