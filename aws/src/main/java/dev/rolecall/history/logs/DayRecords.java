package dev.rolecall.history.logs;

import dev.rolecall.history.PagedInput;
import dev.rolecall.history.logs.wording.LogWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The records of one day of a log group, a line each. It fails at its end when some are missing.
final class DayRecords extends PagedInput {

  private final LogGroupReader reader;
  private final TimeSlice day;
  private final List<String> cut = new ArrayList<>();
  private RecordPages pages;
  private boolean begun;

  DayRecords(LogGroupReader reader, TimeSlice day) {
    this.reader = reader;
    this.day = day;
    this.pages = reader.pages(day);
  }

  @Override
  protected Optional<String> next() throws IOException {
    Optional<List<LoggedRecord>> records = records();
    if (records.isEmpty()) {
      end();
    }
    return records.map(this::lines);
  }

  private Optional<List<LoggedRecord>> records() throws IOException {
    try {
      Optional<List<LoggedRecord>> next = pages.next();
      begun = true;
      return next;
    } catch (InsightsRefused refused) {
      if (begun) {
        throw refused;
      }
      pages = reader.withoutInsights(day, refused);
      return pages.next();
    }
  }

  private String lines(List<LoggedRecord> records) {
    StringBuilder lines = new StringBuilder();
    for (LoggedRecord record : records) {
      if (record.isCut()) {
        cut.add(LogWords.cutOff(record.time(), record.message().length()));
      } else {
        lines.append(record.message()).append('\n');
      }
    }
    return lines.toString();
  }

  private void end() throws IOException {
    reader.learn(day, pages);
    List<String> missing = new ArrayList<>(pages.missing());
    missing.addAll(cut);
    if (!missing.isEmpty()) {
      throw new IOException(LogWords.incomplete(missing));
    }
  }
}
