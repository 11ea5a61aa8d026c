package dev.rolecall.report.reading;

import dev.rolecall.cloudtrail.EventSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/// A source, and what shows whether it is the one that was read before.
///
/// @param identity the same only as long as the content is: a file with its size and time, an
///   object with its ETag; empty for what cannot be read again
/// @param size in bytes as they are stored; 0 when it is not known. For progress
public record EventSourceId(EventSource source, Optional<String> identity, long size) {

  /// The origin of what a command line names.
  public static EventSourceId of(EventSource source) {
    return switch (source) {
      case EventSource.EventFile file -> file(file);
      case EventSource.StandardInput _, EventSource.Supplied _, EventSource.Unusable _ ->
          new EventSourceId(source, Optional.empty(), 0);
    };
  }

  private static EventSourceId file(EventSource.EventFile file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
      String identity =
          "file:%s?size=%d&modified=%s"
              .formatted(
                  file.path().toRealPath(), attributes.size(), attributes.lastModifiedTime());
      return new EventSourceId(file, Optional.of(identity), attributes.size());
    } catch (IOException _) {
      // Reading it will say why.
      return new EventSourceId(file, Optional.empty(), 0);
    }
  }
}
