package dev.rolecall.evidence.snapshot;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.Lazy;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RecentChanges;
import dev.rolecall.evidence.snapshot.file.SnapshotFile;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tells of the changes of a snapshot. Their files are read at the first question.
final class SnapshotChanges implements RecentChanges {

  private final List<SnapshotFile> files;
  private final SnapshotCallers callers;
  private final Lazy<ChangeFiles> read;

  /// @param callers tells the groups and policies of callers, whose changes are theirs too
  SnapshotChanges(
      List<SnapshotFile> files, SnapshotCallers callers, Set<SnapshotProblem> snapshotProblems) {
    this.files = files;
    this.callers = callers;
    this.read = new Lazy<>(() -> ChangeFiles.read(files, snapshotProblems));
  }

  /// Whether there are records, or none to be read.
  boolean isAnyUsable() {
    return !files.isEmpty() && read.get().whyUnreadable().isEmpty();
  }

  @Override
  public Lookup<List<Change>> concerning(RoleArn role, Caller caller) {
    if (files.isEmpty()) {
      return unreadable(role, GapReason.Known.NO_CHANGES_FILE);
    }
    Optional<SnapshotProblem> why = read.get().whyUnreadable();
    if (why.isPresent()) {
      return unreadable(role, new GapReason.Stated(why.get().toString()));
    }
    return new Lookup.Found<>(read.get().log().concerning(role, caller, callers.ties(caller)));
  }

  private static Lookup<List<Change>> unreadable(RoleArn role, GapReason why) {
    return new Lookup.Unreadable<>(
        new Gap(GapFact.Topic.RECENT_CHANGES, why, new GapRemedy.Command.ListChanges(role)));
  }
}
