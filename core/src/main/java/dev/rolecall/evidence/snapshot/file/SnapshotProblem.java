package dev.rolecall.evidence.snapshot.file;

import java.nio.file.Path;
import java.util.Comparator;

/// Something in a snapshot that cannot be used as it is.
///
/// @param where the place in the file: `RoleDetailList[3].Arn`, `line 12`; empty for the whole file
/// @param what what is wrong there: "not a text"
public record SnapshotProblem(Path file, String where, String what)
    implements Comparable<SnapshotProblem> {

  private static final Comparator<SnapshotProblem> ORDER =
      Comparator.comparing(SnapshotProblem::file)
          .thenComparing(SnapshotProblem::where)
          .thenComparing(SnapshotProblem::what);

  @Override
  public int compareTo(SnapshotProblem other) {
    return ORDER.compare(this, other);
  }

  /// The problem in one line, outermost first: `111111111111.json: RoleDetailList[3].Arn: not a
  /// text`.
  @Override
  public String toString() {
    return file + ": " + (where.isEmpty() ? "" : where + ": ") + what;
  }
}
