package dev.rolecall.cloudtrail;

import dev.rolecall.cloudtrail.text.CallHints;
import dev.rolecall.problem.InputWords;
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
import java.util.function.UnaryOperator;

/// The sources that a command line names.
///
/// A directory stands for the event files in it, at any depth; one that has an `event.json` is a
/// scenario, and stands for that event and its `snapshot`.
public final class EventSources {

  static final List<String> SUFFIXES = List.of(".json", ".ndjson", ".gz");

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
        sources.add(unusable(argument, InputWords.standardInputTwice()));
      }
    }
    return List.copyOf(sources);
  }

  /// Whether a file in a directory, or an object in a bucket, is taken for one with events.
  public static boolean isEventFile(String name) {
    return SUFFIXES.stream().anyMatch(name::endsWith);
  }

  /// Reads one source; an unusable one is malformed as a whole.
  public static EventCounts read(EventSource source, Consumer<EventReading> sink) {
    return read(source, CallHints.NONE, sink);
  }

  /// The same.
  ///
  /// @param hints fill in what error messages do not tell
  public static EventCounts read(EventSource source, CallHints hints, Consumer<EventReading> sink) {
    return read(source, in -> in, RecordListeners.of(sink).with(hints));
  }

  /// The same for those who hear more.
  ///
  /// @param through what the bytes of the source go through before they are read
  public static EventCounts read(
      EventSource source, UnaryOperator<InputStream> through, RecordListeners listeners) {
    try {
      return switch (source) {
        case EventSource.EventFile file -> {
          try (InputStream in = Files.newInputStream(file.path())) {
            yield EventReader.read(file.name(), through.apply(in), listeners);
          }
        }
        case EventSource.Supplied supplied -> {
          try (InputStream in = supplied.opener().open()) {
            yield EventReader.read(supplied.name(), through.apply(in), listeners);
          }
        }
        case EventSource.StandardInput input ->
            EventReader.read(input.name(), through.apply(input.in()), listeners);
        case EventSource.Unusable(String name, String problem) -> {
          listeners.sink().accept(new EventReading.Malformed(SourceLocation.of(name), problem));
          yield EventCounts.NONE;
        }
      };
    } catch (IOException e) {
      listeners
          .sink()
          .accept(new EventReading.Malformed(SourceLocation.of(source.name()), problem(e)));
      return EventCounts.NONE;
    }
  }

  private static List<EventSource> ofPath(String argument) {
    Path path;
    try {
      path = Path.of(argument);
    } catch (InvalidPathException _) {
      return List.of(unusable(argument, InputWords.notAPath()));
    }
    if (!Files.exists(path)) {
      return List.of(unusable(argument, InputWords.notFound()));
    }
    if (!Files.isReadable(path)) {
      return List.of(unusable(argument, InputWords.notPermitted()));
    }
    return Files.isDirectory(path)
        ? EventDirectory.sources(path)
        : List.of(new EventSource.EventFile(path, Optional.empty()));
  }

  private static EventSource unusable(String name, String problem) {
    return new EventSource.Unusable(name, problem);
  }

  /// Why a file or directory cannot be read or written.
  public static String problem(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> InputWords.notFound();
      case AccessDeniedException _ -> InputWords.notPermitted();
      default -> InputWords.unreadable(EventReader.why(e));
    };
  }
}
