package dev.rolecall.evidence.capture;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
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
    /// What was written, in one phrase.
    String write(OutputStream out) throws IOException;
  }

  /// Writes what a JSON file holds.
  @FunctionalInterface
  interface JsonContent {
    /// What was written, in one phrase.
    String write(JsonGenerator json) throws IOException;
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

  CaptureReport.Written writeJson(String name, JsonContent content) throws IOException {
    return write(
        name,
        out -> {
          try (JsonGenerator json = SdkJson.FACTORY.createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            return content.write(json);
          }
        });
  }

  CaptureReport.Written write(String name, Content content) throws IOException {
    Path part = Files.createTempFile(directory, "." + name + ".", ".part", onlyOwner("rw-------"));
    try {
      String holds;
      try (OutputStream out = Files.newOutputStream(part)) {
        holds = content.write(out);
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
