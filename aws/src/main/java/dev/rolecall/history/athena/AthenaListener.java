package dev.rolecall.history.athena;

import java.time.Duration;

/// Hears how a query comes along.
public interface AthenaListener {

  /// The query runs.
  ///
  /// @param queued whether Athena has not begun with it
  /// @param scanned so many bytes so far, for which AWS charges
  void progress(boolean queued, Duration since, long scanned);

  /// Athena cannot be reached, or is too busy to answer.
  void unanswered(Duration since);
}
