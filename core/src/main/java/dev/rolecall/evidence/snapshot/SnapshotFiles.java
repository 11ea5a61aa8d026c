package dev.rolecall.evidence.snapshot;

import dev.rolecall.evidence.snapshot.file.FileOpener;
import dev.rolecall.evidence.snapshot.file.SnapshotFile;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import dev.rolecall.evidence.snapshot.file.SnapshotProblems;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The files of a snapshot, told apart by their names; none is opened for that.
///
/// Directories are searched at any depth, except those whose names begin with a dot. Links are
/// followed.
final class SnapshotFiles {

  private final FileOpener fileOpener;
  private final SnapshotProblems snapshotProblems;
  private final List<SnapshotFile> accounts = new ArrayList<>();
  private final List<SnapshotFile> organizations = new ArrayList<>();
  private final List<SnapshotFile> changes = new ArrayList<>();
  private final List<SnapshotFile> dates = new ArrayList<>();

  SnapshotFiles(FileOpener fileOpener, SnapshotProblems snapshotProblems) {
    this.fileOpener = fileOpener;
    this.snapshotProblems = snapshotProblems;
  }

  /// Files that may hold an account, in the order of the paths given and of their names.
  List<SnapshotFile> accounts() {
    return List.copyOf(accounts);
  }

  List<SnapshotFile> organizations() {
    return List.copyOf(organizations);
  }

  List<SnapshotFile> changes() {
    return List.copyOf(changes);
  }

  /// Files that tell when a snapshot was taken.
  List<SnapshotFile> dates() {
    return List.copyOf(dates);
  }

  /// Adds a file, or the files of a directory. The problem that makes the path useless, if there is
  /// one.
  Optional<SnapshotProblem> add(Path path) {
    if (!Files.exists(path)) {
      return Optional.of(new SnapshotProblem(path, "", "no such file or directory"));
    }
    List<SnapshotFile> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          path, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk(path, found));
    } catch (IOException e) {
      return Optional.of(new SnapshotProblem(path, "", "cannot be read: " + e.getMessage()));
    }
    if (found.isEmpty()) {
      return Optional.of(new SnapshotProblem(path, "", "no file of a snapshot in it"));
    }
    found.sort((one, other) -> one.path().compareTo(other.path()));
    found.forEach(this::sort);
    return Optional.empty();
  }

  private void sort(SnapshotFile file) {
    switch (name(file.path())) {
      case "organization.json", "organization.json.gz" -> organizations.add(file);
      case "changes.ndjson", "changes.ndjson.gz" -> changes.add(file);
      case "snapshot.json" -> dates.add(file);
      default -> accounts.add(file);
    }
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  private static boolean isOurs(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".json")
        || lower.endsWith(".json.gz")
        || name.equals("changes.ndjson")
        || name.equals("changes.ndjson.gz");
  }

  private SimpleFileVisitor<Path> walk(Path root, List<SnapshotFile> found) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        return !directory.equals(root) && name(directory).startsWith(".")
            ? FileVisitResult.SKIP_SUBTREE
            : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (file.equals(root) || (attributes.isRegularFile() && isOurs(name(file)))) {
          found.add(
              new SnapshotFile(file, attributes.size(), attributes.isRegularFile(), fileOpener));
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException e) {
        if (!(e instanceof FileSystemLoopException)) {
          snapshotProblems.add(new SnapshotFile(file, 0, false, fileOpener).problem(e));
        }
        return FileVisitResult.CONTINUE;
      }
    };
  }
}
