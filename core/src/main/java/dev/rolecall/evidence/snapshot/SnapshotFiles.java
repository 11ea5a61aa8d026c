package dev.rolecall.evidence.snapshot;

import dev.rolecall.cloudtrail.FileWalk;
import dev.rolecall.evidence.snapshot.file.FileOpener;
import dev.rolecall.evidence.snapshot.file.SnapshotFile;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import dev.rolecall.problem.InputWords;
import dev.rolecall.problem.SnapshotWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The files of a snapshot, told apart by their names; none is opened for that.
///
/// Directories are searched at any depth, except those whose names begin with a dot. Links are
/// followed.
final class SnapshotFiles {

  private static final String AUTHORIZATIONS = "authorizations";

  private final FileOpener fileOpener;
  private final Set<SnapshotProblem> snapshotProblems;
  private final Map<Kind, List<SnapshotFile>> files = new EnumMap<>(Kind.class);

  /// What a file may hold, by its name.
  enum Kind {
    /// An account.
    ACCOUNT,
    ORGANIZATION,
    CHANGES,
    /// AWS's own evaluation of a denied call.
    AUTHORIZATION,
    /// When a snapshot was taken.
    DATE
  }

  SnapshotFiles(FileOpener fileOpener, Set<SnapshotProblem> snapshotProblems) {
    this.fileOpener = fileOpener;
    this.snapshotProblems = snapshotProblems;
  }

  /// The files of a kind, in the order of the paths given and of their names.
  List<SnapshotFile> of(Kind kind) {
    return List.copyOf(files.getOrDefault(kind, List.of()));
  }

  /// Adds a file, or the files of a directory. The problem that makes the path useless, if there is
  /// one.
  Optional<SnapshotProblem> add(Path path) {
    if (!Files.exists(path)) {
      return Optional.of(new SnapshotProblem(path, "", InputWords.notFound()));
    }
    List<SnapshotFile> found = new ArrayList<>();
    try {
      FileWalk.walk(
          path,
          _ -> true,
          (file, attributes) -> {
            if (file.equals(path) || (attributes.isRegularFile() && isOurs(FileWalk.name(file)))) {
              found.add(
                  new SnapshotFile(
                      file, attributes.size(), attributes.isRegularFile(), fileOpener));
            }
          },
          (file, e) ->
              snapshotProblems.add(new SnapshotFile(file, 0, false, fileOpener).problem(e)));
    } catch (IOException e) {
      return Optional.of(
          new SnapshotProblem(path, "", InputWords.unreadable(String.valueOf(e.getMessage()))));
    }
    if (found.isEmpty()) {
      return Optional.of(new SnapshotProblem(path, "", SnapshotWords.noFiles()));
    }
    found.sort((one, other) -> one.path().compareTo(other.path()));
    found.forEach(this::sort);
    return Optional.empty();
  }

  private void sort(SnapshotFile file) {
    Kind kind = isIn(AUTHORIZATIONS, file.path()) ? Kind.AUTHORIZATION : byName(file);
    files.computeIfAbsent(kind, _ -> new ArrayList<>()).add(file);
  }

  private static boolean isIn(String folder, Path path) {
    Path parent = path.toAbsolutePath().normalize().getParent();
    return parent != null && folder.equals(FileWalk.name(parent));
  }

  private static Kind byName(SnapshotFile file) {
    return switch (FileWalk.name(file.path())) {
      case "organization.json", "organization.json.gz" -> Kind.ORGANIZATION;
      case "changes.ndjson", "changes.ndjson.gz" -> Kind.CHANGES;
      case "snapshot.json" -> Kind.DATE;
      default -> Kind.ACCOUNT;
    };
  }

  private static boolean isOurs(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".json")
        || lower.endsWith(".json.gz")
        || name.equals("changes.ndjson")
        || name.equals("changes.ndjson.gz");
  }
}
