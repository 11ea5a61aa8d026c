package dev.rolecall.event;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The sources that a command line names.
///
/// A directory stands for the event files in it, at any depth; one that has an `event.json` is a
/// scenario, and stands for that event and its `snapshot`.
public final class EventSources {

  private static final String STANDARD_INPUT = "-";

  private EventSources() {}

  /// The sources in the order of the arguments, those of one directory by their paths. Every
  /// argument leads to one at least, if only to an unusable one.
  ///
  /// @param arguments files, directories, and `-` for `standardInput`
  public static List<EventSource> of(List<String> arguments, InputStream standardInput) {
    List<EventSource> sources = new ArrayList<>();
    boolean piped = false;
    for (String argument : arguments) {
      if (!argument.equals(STANDARD_INPUT)) {
        sources.addAll(ofPath(argument));
      } else if (!piped) {
        piped = true;
        sources.add(new EventSource.StandardInput(standardInput));
      } else {
        sources.add(unusable(argument, "standard input can be read only once"));
      }
    }
    return List.copyOf(sources);
  }

  /// Reads one source; an unusable one is malformed as a whole.
  public static EventCounts read(EventSource source, Consumer<EventReading> sink) {
    return switch (source) {
      case EventSource.EventFile file -> read(file, sink);
      case EventSource.StandardInput input -> EventReader.read(input.name(), input.in(), sink);
      case EventSource.Unusable(String name, String problem) -> {
        sink.accept(new EventReading.Malformed(Place.of(name), problem));
        yield EventCounts.NONE;
      }
    };
  }

  private static EventCounts read(EventSource.EventFile file, Consumer<EventReading> sink) {
    try (InputStream in = Files.newInputStream(file.path())) {
      return EventReader.read(file.name(), in, sink);
    } catch (IOException e) {
      sink.accept(new EventReading.Malformed(Place.of(file.name()), problem(e)));
      return EventCounts.NONE;
    }
  }

  private static List<EventSource> ofPath(String argument) {
    Path path;
    try {
      path = Path.of(argument);
    } catch (InvalidPathException _) {
      return List.of(unusable(argument, "not a path"));
    }
    if (!Files.exists(path)) {
      return List.of(unusable(argument, "no such file or directory"));
    }
    if (!Files.isReadable(path)) {
      return List.of(unusable(argument, "not readable: permission denied"));
    }
    return Files.isDirectory(path)
        ? EventDirectory.sources(path)
        : List.of(new EventSource.EventFile(path, Optional.empty()));
  }

  private static EventSource unusable(String name, String problem) {
    return new EventSource.Unusable(name, problem);
  }

  /// Why a file or directory cannot be read.
  static String problem(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "not readable: permission denied";
      default -> EventReader.unreadable(e);
    };
  }
}
