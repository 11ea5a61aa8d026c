package dev.rolecall.cloudtrail;

import dev.rolecall.cloudtrail.record.ByteWindow;
import dev.rolecall.cloudtrail.text.ErrorText;
import dev.rolecall.problem.FormWords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads lines of anything: JSON behind a prefix, in one line or in several, and the errors that
/// people and machines write.
final class LogScanner {

  /// After so many lines without a trace of an error, what was read before is complete.
  private static final int QUIET_LINES = 60;

  private static final int MOST_TEXT = 2 << 20;
  private static final int SOME_TEXT = 1 << 16;

  /// How many lines show what a text is.
  private static final int BEGINNING = 3;

  /// How much may be read in vain behind lines that begin an object and do not go on with it.
  private static final long MOST_WASTED = 64L << 20;

  private final ByteWindow window;
  private final RecordSink recordSink;
  private final boolean packed;
  private final StringBuilder text = new StringBuilder();
  private final List<String> beginning = new ArrayList<>();
  private boolean trace;
  private boolean encoded;
  private int lost;
  private boolean denied;
  private int quiet;
  private int line;
  private long wasted;

  /// @param packed whether it is a part of an archive
  LogScanner(ByteWindow window, RecordSink recordSink, boolean packed) {
    this.packed = packed;
    this.window = window;
    this.recordSink = recordSink;
  }

  void run() throws IOException {
    window.skipByteOrderMark();
    for (long start = window.position(); ; start = window.position()) {
      window.open(start);
      boolean more = window.skipLine();
      line++;
      long end = window.position();
      if (end > start) {
        Optional<ByteBuffer> bytes = window.slice(start, end);
        if (bytes.isEmpty()) {
          recordSink.broken(line, FormWords.longLine());
        } else {
          line(StandardCharsets.UTF_8.decode(bytes.get()).toString(), start, end);
        }
      }
      window.close(0);
      if (!more) {
        break;
      }
    }
    flush();
    if (recordSink.counts().records() == 0) {
      nothing();
    }
  }

  private void line(String content, long start, long end) throws IOException {
    if (beginning.size() < BEGINNING && !content.isBlank()) {
      beginning.add(content.strip());
    }
    if (!json(content, start, end)) {
      text(content);
    }
  }

  /// Whether the line holds records; then the window stands behind them.
  private boolean json(String content, long start, long end) throws IOException {
    int at = TextScanner.opening(content, 0);
    if (at < 0) {
      return false;
    }
    ScanSlot slot = new ScanSlot(start);
    Optional<Boolean> found = new TextScanner(recordSink, 0).line(content, at, slot);
    if (found.isEmpty() && wasted < MOST_WASTED) {
      return lines(content, at, end);
    }
    finish(slot);
    return slot.records > 0;
  }

  /// An object that goes on in the lines that follow.
  private boolean lines(String content, int at, long end) throws IOException {
    ScanSlot slot = new ScanSlot(end);
    long from = end - content.substring(at).getBytes(StandardCharsets.UTF_8).length;
    window.seek(from);
    Optional<Long> behind = new RecordScanner(window, recordSink).readInto(slot, "");
    wasted += window.position() - end;
    if (behind.isPresent() && slot.records > 0) {
      window.seek(behind.get());
      finish(slot);
      return true;
    }
    window.seek(end);
    if (slot.records > 0 || window.position() != end) {
      recordSink.broken(line, FormWords.endsTooEarly());
    }
    return slot.records > 0;
  }

  private void finish(ScanSlot slot) {
    slot.unexplained().forEach(it -> recordSink.text(it, slot));
    lost += slot.lost > 0 || slot.isLost() ? 1 : 0;
  }

  private void text(String content) throws IOException {
    boolean sign = ErrorText.mayHoldError(content);
    trace |= sign;
    encoded |= TextScanner.mayBeEncoded(content);
    denied |=
        sign
            && content.contains("AssumeRole")
            && (content.contains("AccessDenied") || content.contains("not authorized"));
    quiet = sign ? 0 : quiet + 1;
    text.append(content);
    boolean complete = quiet >= QUIET_LINES && text.length() > SOME_TEXT;
    if (complete || text.length() > MOST_TEXT) {
      flush();
    }
  }

  private void flush() throws IOException {
    ScanSlot slot = new ScanSlot(0);
    TextScanner textScanner = new TextScanner(recordSink);
    String read = text.toString();
    boolean rewritten = trace && textScanner.rewritten(read, slot, "");
    if (encoded) {
      textScanner.encodedParts(read, slot);
    }
    if (trace) {
      recordSink.text(read, slot);
    }
    if (!rewritten && (lost > 0 || (denied && slot.records == 0))) {
      recordSink.lost();
    }
    text.setLength(0);
    trace = false;
    encoded = false;
    lost = 0;
    denied = false;
    quiet = 0;
  }

  /// Names what the text seems to be. In an archive there may be other files than those that count.
  private void nothing() {
    String problem = FormWords.markup(beginning).orElseGet(FormWords::text);
    if (packed) {
      recordSink.unrecognized(problem);
    } else {
      recordSink.unreadable(problem);
    }
  }
}
