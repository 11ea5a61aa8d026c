package dev.rolecall.cloudtrail;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Walks a directory for event files and scenarios. Links are followed; directories whose names
/// begin with a dot are not entered.
final class EventDirectory extends SimpleFileVisitor<Path> {

  private static final String SCENARIO = "event.json";

  private final Path root;
  private final List<EventSource> found = new ArrayList<>();

  private EventDirectory(Path root) {
    this.root = root;
  }

  /// The sources in `directory`, by path.
  static List<EventSource> sources(Path directory) {
    EventDirectory walk = new EventDirectory(directory);
    try {
      Files.walkFileTree(
          directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
    } catch (IOException e) {
      walk.unusable(directory, EventSources.problem(e));
    }
    if (walk.found.isEmpty()) {
      walk.unusable(
          directory, "no event file in this directory (" + String.join(", ", patterns()) + ")");
    }
    walk.found.sort(Comparator.comparing(source -> Path.of(source.name())));
    return walk.found;
  }

  private static List<String> patterns() {
    return EventSources.SUFFIXES.stream().map(suffix -> "*" + suffix).toList();
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    if (!directory.equals(root) && name(directory).startsWith(".")) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    Path event = directory.resolve(SCENARIO);
    if (!Files.isRegularFile(event)) {
      return FileVisitResult.CONTINUE;
    }
    found.add(
        new EventSource.EventFile(
            event, Optional.of(directory.resolve("snapshot")).filter(Files::isDirectory)));
    return FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && EventSources.isEventFile(name(file))) {
      found.add(new EventSource.EventFile(file, Optional.empty()));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    if (!(e instanceof FileSystemLoopException)) {
      unusable(file, EventSources.problem(e));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
    if (e != null) {
      unusable(directory, EventSources.problem(e));
    }
    return FileVisitResult.CONTINUE;
  }

  private void unusable(Path path, String problem) {
    found.add(new EventSource.Unusable(path.toString(), problem));
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
