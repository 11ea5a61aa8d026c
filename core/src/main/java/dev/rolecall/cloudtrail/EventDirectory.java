package dev.rolecall.cloudtrail;

import dev.rolecall.problem.InputWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Walks a directory for event files and scenarios. Links are followed; directories whose names
/// begin with a dot are not entered.
final class EventDirectory {

  private static final String SCENARIO = "event.json";

  private final List<EventSource> found = new ArrayList<>();

  private EventDirectory() {}

  /// The sources in `directory`, by path.
  static List<EventSource> sources(Path directory) {
    EventDirectory walk = new EventDirectory();
    try {
      FileWalk.walk(directory, walk::enters, walk::file, walk::failed);
    } catch (IOException e) {
      walk.unusable(directory, EventSources.problem(e));
    }
    if (walk.found.isEmpty()) {
      walk.unusable(directory, InputWords.noEvents(String.join(", ", patterns())));
    }
    walk.found.sort(Comparator.comparing(source -> Path.of(source.name())));
    return walk.found;
  }

  private static List<String> patterns() {
    return EventSources.SUFFIXES.stream().map(suffix -> "*" + suffix).toList();
  }

  private boolean enters(Path directory) {
    Path event = directory.resolve(SCENARIO);
    boolean scenario = Files.isRegularFile(event);
    if (scenario) {
      Optional<Path> snapshot = Optional.of(directory.resolve("snapshot"));
      found.add(new EventSource.EventFile(event, snapshot.filter(Files::isDirectory)));
    }
    return !scenario;
  }

  private void file(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && EventSources.isEventFile(FileWalk.name(file))) {
      found.add(new EventSource.EventFile(file, Optional.empty()));
    }
  }

  private void failed(Path path, IOException e) {
    unusable(path, EventSources.problem(e));
  }

  private void unusable(Path path, String problem) {
    found.add(new EventSource.Unusable(path.toString(), problem));
  }
}
