package dev.rolecall.cli.run;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Looks for a command as a shell does.
public enum CommandSearch {
  FOUND(0),
  NOT_FOUND(127),
  NOT_EXECUTABLE(126);

  private final int status;

  CommandSearch(int status) {
    this.status = status;
  }

  /// The exit status that shells give.
  public int status() {
    return status;
  }

  /// Looks for `name`.
  ///
  /// @param path the variable `PATH`
  public static CommandSearch of(String name, String path) {
    List<Path> files;
    try {
      files =
          name.contains("/")
              ? List.of(Path.of(name))
              : name.isEmpty()
                  ? List.of()
                  : Stream.of(path.split(File.pathSeparator, -1))
                      .map(folder -> Path.of(folder, name))
                      .toList();
    } catch (InvalidPathException _) {
      return NOT_FOUND;
    }
    if (files.stream().anyMatch(file -> Files.isExecutable(file) && !Files.isDirectory(file))) {
      return FOUND;
    }
    boolean there =
        files.stream().anyMatch(name.contains("/") ? Files::exists : Files::isRegularFile);
    return there ? NOT_EXECUTABLE : NOT_FOUND;
  }
}
