package dev.rolecall.evidence.snapshot;

import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Organizations;
import dev.rolecall.evidence.snapshot.file.Accounts;
import dev.rolecall.evidence.snapshot.file.FileOpener;
import dev.rolecall.evidence.snapshot.file.SnapshotFile;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import dev.rolecall.problem.SnapshotWords;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/// Saved evidence: files that were read from AWS once. Any number of threads may ask it.
///
/// - Output of `aws iam get-account-authorization-details`, one file an account or one a page,
///   under any name that ends in `.json` or `.json.gz`. A name with the account's 12 digits saves
///   looking into the others.
/// - `organization.json`: organizations, their accounts, SCPs and RCPs.
/// - `authorizations/ID.json`: AWS's own evaluations of denied calls.
/// - `snapshot.json`: when it was taken.
/// - `changes.ndjson`: CloudTrail records of changes in IAM and of successful calls.
///
/// What is read stays in memory; changes of the files after that are not seen.
public final class Snapshot {

  private final Set<SnapshotProblem> snapshotProblems;
  private final Evidence evidence;

  private Snapshot(Set<SnapshotProblem> snapshotProblems, Evidence evidence) {
    this.snapshotProblems = snapshotProblems;
    this.evidence = evidence;
  }

  /// Opens the snapshot that these files and directories make up together. No file is read whole
  /// for that, when one with an account is among them.
  public static SnapshotOpening open(List<Path> paths) {
    return open(paths, Files::newInputStream);
  }

  static SnapshotOpening open(List<Path> paths, FileOpener fileOpener) {
    Set<SnapshotProblem> snapshotProblems = new ConcurrentSkipListSet<>();
    SnapshotFiles files = new SnapshotFiles(fileOpener, snapshotProblems);
    for (Path path : paths) {
      Optional<SnapshotProblem> problem = files.add(path);
      if (problem.isPresent()) {
        return new SnapshotOpening.NotUsable(problem.get());
      }
    }
    Accounts accounts = new Accounts(files.of(SnapshotFiles.Kind.ACCOUNT), snapshotProblems);
    SnapshotCallers callers = new SnapshotCallers(accounts);
    SnapshotOrganizations organizations =
        new SnapshotOrganizations(files.of(SnapshotFiles.Kind.ORGANIZATION), snapshotProblems);
    SnapshotChanges changes =
        new SnapshotChanges(files.of(SnapshotFiles.Kind.CHANGES), callers, snapshotProblems);
    SnapshotEvaluations evaluations =
        new SnapshotEvaluations(files.of(SnapshotFiles.Kind.AUTHORIZATION), snapshotProblems);
    return accounts.isAnyUsable()
            || organizations.isAnyUsable()
            || changes.isAnyUsable()
            || evaluations.isAny()
        ? new SnapshotOpening.Opened(
            new Snapshot(
                snapshotProblems,
                new Evidence(
                    new SnapshotRoles(accounts),
                    callers,
                    organizations,
                    changes,
                    evaluations,
                    new SnapshotDate(files.of(SnapshotFiles.Kind.DATE), snapshotProblems)
                        ::takenAt)))
        : new SnapshotOpening.NotUsable(nothing(paths, snapshotProblems));
  }

  private static SnapshotProblem nothing(List<Path> paths, Set<SnapshotProblem> snapshotProblems) {
    return snapshotProblems.stream()
        .findFirst()
        .orElseGet(
            () ->
                new SnapshotProblem(
                    paths.isEmpty() ? Path.of("") : paths.getFirst(), "", SnapshotWords.noFiles()));
  }

  /// What an `organization.json` tells, gzipped or not. It is read at the first question.
  public static Organizations organization(byte[] json) {
    SnapshotFile file =
        new SnapshotFile(
            Path.of("organization.json"), json.length, true, _ -> new ByteArrayInputStream(json));
    return new SnapshotOrganizations(List.of(file), new ConcurrentSkipListSet<>());
  }

  /// The snapshot's answers.
  public Evidence evidence() {
    return evidence;
  }

  /// What was found wrong in the files that were read so far, by file.
  public List<SnapshotProblem> problems() {
    return List.copyOf(snapshotProblems);
  }
}
