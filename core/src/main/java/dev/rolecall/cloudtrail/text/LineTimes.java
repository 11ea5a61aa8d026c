package dev.rolecall.cloudtrail.text;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The times that a log has for what stands in it, for one place after the other.
final class LineTimes {

  /// How far before an error its time may be: an error may have several lines.
  private static final int LINES_BEFORE = 10;

  private final String text;
  private final List<String> lines;
  private int line;
  private int end;
  private int known = -1;
  private Optional<Instant> time = Optional.empty();

  LineTimes(CleanText clean) {
    this.text = clean.text();
    this.lines = clean.lines();
    this.end = endOf(0);
  }

  private int endOf(int from) {
    int at = text.indexOf('\n', from);
    return at < 0 ? text.length() : at;
  }

  /// The time that the log has for what stands at `offset`, which is not before the last one: in
  /// its line, or at the beginning of one of the lines before.
  Optional<Instant> at(int offset) {
    while (end < offset) {
      line++;
      end = endOf(end + 1);
    }
    if (known != line) {
      known = line;
      time = LineTime.in(lines.get(line));
      for (int i = line - 1; time.isEmpty() && i >= 0 && i >= line - LINES_BEFORE; i--) {
        time = LineTime.before(lines.get(i));
      }
    }
    return time;
  }
}
