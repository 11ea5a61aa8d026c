package dev.rolecall.cloudtrail;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Walks a directory at any depth. Links are followed; directories whose names begin with a dot are
/// not entered.
public final class FileWalk {

  private FileWalk() {}

  /// Walks to the end.
  ///
  /// @param enters whether to look into a directory
  /// @param file takes a file
  /// @param failed takes what cannot be read on the way
  public static void walk(
      Path root,
      Predicate<Path> enters,
      BiConsumer<Path, BasicFileAttributes> file,
      BiConsumer<Path, IOException> failed)
      throws IOException {
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean hidden = !directory.equals(root) && name(directory).startsWith(".");
            return hidden || !enters.test(directory)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path found, BasicFileAttributes attributes) {
            file.accept(found, attributes);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException error) {
            if (!(error instanceof FileSystemLoopException)) {
              failed.accept(path, error);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error) {
            return error == null ? FileVisitResult.CONTINUE : visitFileFailed(directory, error);
          }
        });
  }

  /// The name of a file or directory.
  public static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
