package dev.rolecall.history.logs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Log events, some at a time.
interface RecordPages {

  /// The next ones, if only none; empty at the end.
  Optional<List<LoggedRecord>> next() throws IOException;

  /// What was not read, each part a clause.
  default List<String> missing() {
    return List.of();
  }
}
