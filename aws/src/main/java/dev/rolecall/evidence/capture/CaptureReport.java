package dev.rolecall.evidence.capture;

import dev.rolecall.denial.Gap;
import java.nio.file.Path;
import java.util.List;

/// What came of a capture.
public sealed interface CaptureReport {

  /// What could be read was written.
  ///
  /// @param unread what is not in the snapshot, and which step would bring it in
  /// @param notes what else is good to know, a phrase each
  record Done(List<Written> written, List<Gap> unread, List<String> notes)
      implements CaptureReport {
    public Done {
      written = List.copyOf(written);
      unread = List.copyOf(unread);
      notes = List.copyOf(notes);
    }
  }

  /// Nothing was written, since it would have replaced these.
  record InTheWay(List<Path> files) implements CaptureReport {
    public InTheWay {
      files = List.copyOf(files);
    }
  }

  /// One file.
  ///
  /// @param holds what it holds: "12 roles, 3 users"
  record Written(Path file, String holds) {}
}
