package dev.rolecall.history;

import dev.rolecall.history.wording.HistoryWords;
import java.util.List;

/// How a table answers a request.
public sealed interface HistoryQuery {

  /// With a query. Its result has the columns `eventname` and `record`; the latter is a record as
  /// JSON.
  ///
  /// @param sql one statement, without a semicolon
  /// @param notes what the user should know about it, each one sentence: that the table has no
  ///   partitions by date and so all of it is scanned, for example
  record Ready(String sql, List<String> notes) implements HistoryQuery {
    public Ready {
      notes = List.copyOf(notes);
    }
  }

  /// Not at all.
  ///
  /// @param problem what does not fit, in one sentence
  /// @param createTable a statement that creates a table that fits; it has placeholders
  record Unfit(String problem, String createTable) implements HistoryQuery {}

  /// The query for `table`.
  static HistoryQuery of(HistoryTable table, HistoryRequest request) {
    return HistoryLayout.of(table)
        .map(layout -> new QueryBuilder(table, request, layout).query())
        .orElseGet(() -> TableAdvice.unfit(table));
  }

  /// What the user should know about the number of calls of a pair.
  static String countsOfPairs() {
    return HistoryWords.newestOfPairs(QueryBuilder.NEWEST_OF_PAIRS);
  }
}
