package dev.rolecall.evidence.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The directory that a snapshot is written to. Trust policies hold external ids, so that only the
/// owner may read the files. A file appears under its name when it is whole.
final class SnapshotDirectory {

  /// Writes what a file holds.
  @FunctionalInterface
  interface Content {
    void write(OutputStream out) throws IOException;
  }

  private final Path directory;

  private SnapshotDirectory(Path directory) {
    this.directory = directory;
  }

  static SnapshotDirectory create(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, onlyOwner("rwx------"));
    }
    return new SnapshotDirectory(directory);
  }

  /// Writes `value` as JSON.
  ///
  /// @param holds what it is, in one phrase
  CaptureReport.Written writeJson(String name, Object value, String holds) throws IOException {
    return write(
        name, out -> SdkJson.MAPPER.writerWithDefaultPrettyPrinter().writeValue(out, value), holds);
  }

  /// Writes a file.
  ///
  /// @param holds what it is, in one phrase
  CaptureReport.Written write(String name, Content content, String holds) throws IOException {
    Path part = Files.createTempFile(directory, "." + name + ".", ".part", onlyOwner("rw-------"));
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        content.write(out);
      }
      Path file = directory.resolve(name);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      return new CaptureReport.Written(file, holds);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static FileAttribute<?>[] onlyOwner(String permissions) {
    Set<PosixFilePermission> owner = PosixFilePermissions.fromString(permissions);
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)}
        : new FileAttribute<?>[0];
  }
}
