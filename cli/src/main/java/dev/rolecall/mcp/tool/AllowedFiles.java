package dev.rolecall.mcp.tool;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.mcp.wording.ArgumentWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The files that a call may name: those below directories that the user allowed. Neither `..` nor
/// a symbolic link leads out of them.
///
/// @param directories without symbolic links in their paths
public record AllowedFiles(List<Path> directories) {

  private static final long LARGEST = 64L << 20;
  private static final String OPTION = "--allow-dir";

  public AllowedFiles {
    directories = List.copyOf(directories);
  }

  /// The path of a directory without symbolic links; empty when it is not a directory.
  public static Optional<Path> directory(Path given) {
    try {
      return Optional.of(given.toRealPath()).filter(Files::isDirectory);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// The file that an argument names, from one of the directories if it is relative.
  ///
  /// @throws CommandFailure when it is not one of these
  Path file(String argument, String given) {
    if (directories.isEmpty()) {
      throw Arguments.wrong(ArgumentWords.noDirectory(argument, OPTION));
    }
    Path found =
        directories.stream()
            .flatMap(directory -> inside(directory, given).stream())
            .findFirst()
            .orElseThrow(() -> Arguments.wrong(ArgumentWords.notAllowed(argument, directories)));
    try {
      if (Files.size(found) > LARGEST) {
        throw Arguments.wrong(ArgumentWords.fileTooLarge(argument, LARGEST));
      }
    } catch (IOException _) {
      throw Arguments.wrong(ArgumentWords.notAllowed(argument, directories));
    }
    return found;
  }

  private static Optional<Path> inside(Path directory, String given) {
    try {
      Path real = directory.resolve(given).toRealPath();
      return Optional.of(real)
          .filter(
              it -> it.startsWith(directory) && Files.isRegularFile(it) && Files.isReadable(it));
    } catch (IOException | InvalidPathException _) {
      return Optional.empty();
    }
  }
}
