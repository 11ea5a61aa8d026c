package dev.rolecall.history.logs;

import dev.rolecall.history.HistoryRequest;
import java.util.List;
import java.util.Optional;

/// Which log events are asked for. Each is looked at again when it is read: what is returned too
/// much does no harm.
///
/// @param queries of Logs Insights; no log event is returned by two of them
/// @param pattern a filter pattern for `FilterLogEvents`, for what all queries return; empty when
///   it would be longer than AWS allows
public record LogFilter(List<InsightsQuery> queries, Optional<String> pattern) {
  public LogFilter {
    queries = List.copyOf(queries);
  }

  /// What finds what `request` asks for.
  public static LogFilter of(HistoryRequest request) {
    return LogFilters.of(request);
  }

  /// A query of Logs Insights.
  ///
  /// @param grouped whether a row is the last log event of many, in the field [#RECORD], and not
  ///   each log event a row
  public record InsightsQuery(String text, boolean grouped) {

    static final String RECORD = "record";
  }
}
