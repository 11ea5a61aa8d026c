package dev.rolecall.report.terraform;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the names of files are relative to, so that code hosts find them.
final class RepositoryRoot {

  private RepositoryRoot() {}

  /// The root of the Git repository that a folder is in; else the working directory, when the
  /// folder is in it; else the folder.
  ///
  /// @param folder absolute
  static Path of(Path folder) {
    for (Path one = folder; one != null; one = one.getParent()) {
      if (Files.exists(one.resolve(".git"))) {
        return one;
      }
    }
    Path here = Path.of("").toAbsolutePath().normalize();
    return folder.startsWith(here) ? here : folder;
  }

  /// The name of a file, with slashes.
  static String relative(Path root, Path file) {
    return root.relativize(file).toString().replace(File.separatorChar, '/');
  }
}
