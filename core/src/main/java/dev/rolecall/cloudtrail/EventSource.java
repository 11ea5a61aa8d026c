package dev.rolecall.cloudtrail;

import dev.rolecall.problem.InputWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/// One place that events come from.
public sealed interface EventSource {

  /// What messages call it: the path as given, or InputWords.standardInput().
  String name();

  /// Whether it is the event of a scenario, whose evidence is its own.
  default boolean isScenario() {
    return this instanceof EventFile file && file.snapshot().isPresent();
  }

  /// A file.
  ///
  /// @param snapshot the snapshot that belongs to it, when it is the event of a scenario
  record EventFile(Path path, Optional<Path> snapshot) implements EventSource {
    @Override
    public String name() {
      return path.toString();
    }
  }

  /// What is piped in. It can be read once, and its opener closes it.
  record StandardInput(InputStream in) implements EventSource {
    @Override
    public String name() {
      return InputWords.standardInput();
    }
  }

  /// Something that is read when its turn comes, such as an object in S3.
  record Supplied(String name, Opener opener) implements EventSource {}

  /// Opens a source, once; the caller closes it.
  @FunctionalInterface
  interface Opener {
    /// Its bytes, as they come.
    ///
    /// @throws IOException when it cannot be read; the message says why
    InputStream open() throws IOException;
  }

  /// An argument that leads to no events.
  ///
  /// @param problem why: "no such file or directory"
  record Unusable(String name, String problem) implements EventSource {}
}
