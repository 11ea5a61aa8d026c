package dev.rolecall.history.logs;

import dev.rolecall.history.logs.InsightsQueries.Outcome;
import dev.rolecall.history.logs.LogFilter.InsightsQuery;
import dev.rolecall.history.logs.wording.LogWords;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Log events of a day that Logs Insights finds. Where it cannot return all of a time, it is asked
/// for parts of it.
final class QueriedPages implements RecordPages {

  /// So many rows are meant to come at once: fewer than may, since they lie in memory.
  private static final long ROWS = 2_500;

  /// So many parts are made of a time of which too much matches, at most.
  private static final long MOST_PARTS = 96;

  /// So many parts are made of a time that takes too long.
  private static final long SLOW_PARTS = 4;

  private record Part(InsightsQuery query, TimeSlice slice) {}

  private final InsightsQueries insights;
  private final Deque<Part> parts = new ArrayDeque<>();
  private final List<String> missing = new ArrayList<>();
  private long records;

  /// @param expected so many log events, of those that are a row each
  QueriedPages(
      InsightsQueries insights, List<InsightsQuery> queries, TimeSlice day, long expected) {
    this.insights = insights;
    for (InsightsQuery query : queries) {
      day.split(query.grouped() ? 1 : parts(expected, 1))
          .forEach(slice -> parts.add(new Part(query, slice)));
    }
  }

  private static long parts(long rows, long least) {
    return Math.clamp(rows / ROWS + 1, least, MOST_PARTS);
  }

  @Override
  public Optional<List<LoggedRecord>> next() throws IOException {
    return parts.isEmpty() ? Optional.empty() : Optional.of(of(parts.removeFirst()));
  }

  private List<LoggedRecord> of(Part part) throws IOException {
    TimeSlice slice = part.slice();
    switch (insights.run(part.query(), slice)) {
      case Outcome.Rows rows when rows.areAll() || slice.seconds() <= 1 -> {
        if (!rows.areAll()) {
          missing.add(
              LogWords.tooManyInASecond(
                  slice.from(), InsightsQueries.MOST_ROWS, rows.matched() - rows.rows().size()));
        }
        records += part.query().grouped() ? 0 : rows.rows().size();
        return rows.rows().stream()
            .filter(row -> row.time().map(slice::contains).orElse(true))
            .toList();
      }
      case Outcome.Rows rows -> split(part, parts(rows.matched(), 2));
      case Outcome.GivenUp _ when slice.seconds() > 1 -> split(part, SLOW_PARTS);
      case Outcome.GivenUp(String why) -> missing.add(LogWords.givenUp(slice.from(), why));
    }
    return List.of();
  }

  private void split(Part part, long number) {
    part.slice()
        .split(number)
        .reversed()
        .forEach(slice -> parts.addFirst(new Part(part.query(), slice)));
  }

  /// How many log events there were of those that are a row each.
  long records() {
    return records;
  }

  @Override
  public List<String> missing() {
    return missing;
  }
}
