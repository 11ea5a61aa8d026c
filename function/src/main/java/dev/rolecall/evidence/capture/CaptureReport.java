package dev.rolecall.evidence.capture;

import dev.rolecall.denial.Gap;
import java.nio.file.Path;
import java.util.List;

/// What came of a capture.
///
/// @param unread what is not in the snapshot, and which step would bring it in
public record CaptureReport(List<Written> written, List<Gap> unread) {
  /// Keeps its own copies.
  public CaptureReport {
    written = List.copyOf(written);
    unread = List.copyOf(unread);
  }

  /// One file.
  ///
  /// @param holds what it holds: "12 roles, 3 users"
  public record Written(Path file, String holds) {}
}
