package dev.rolecall.history.logs;

import dev.rolecall.history.logs.wording.LogWords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The records of one day of a log group, a line each. It fails at its end when some are missing.
final class DayRecords extends InputStream {

  private final LogGroupReader reader;
  private final TimeSlice day;
  private final List<String> cut = new ArrayList<>();
  private RecordPages pages;
  private ByteArrayInputStream some = new ByteArrayInputStream(new byte[0]);
  private boolean begun;
  private boolean ended;

  DayRecords(LogGroupReader reader, TimeSlice day) {
    this.reader = reader;
    this.day = day;
    this.pages = reader.pages(day);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    while (some.available() == 0 && !ended) {
      Optional<List<LoggedRecord>> next = next();
      if (next.isPresent()) {
        some = lines(next.get());
      } else {
        end();
      }
    }
    return some.read(to, offset, length);
  }

  private Optional<List<LoggedRecord>> next() throws IOException {
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

  private ByteArrayInputStream lines(List<LoggedRecord> records) {
    StringBuilder lines = new StringBuilder();
    for (LoggedRecord record : records) {
      if (record.isCut()) {
        cut.add(LogWords.cutOff(record.time(), record.message().length()));
      } else {
        lines.append(record.message()).append('\n');
      }
    }
    return new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void end() throws IOException {
    ended = true;
    reader.learn(day, pages);
    List<String> missing = new ArrayList<>(pages.missing());
    missing.addAll(cut);
    if (!missing.isEmpty()) {
      throw new IOException(LogWords.incomplete(missing));
    }
  }
}
