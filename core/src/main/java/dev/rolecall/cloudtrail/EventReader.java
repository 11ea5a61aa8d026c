package dev.rolecall.cloudtrail;

import dev.rolecall.cloudtrail.record.ByteWindow;
import dev.rolecall.problem.InputWords;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipException;

/// Reads the denials of one source, in constant memory and in one pass.
///
/// A source holds, in any mixture and one after the other: CloudTrail records, EventBridge events,
/// CloudTrail log files (`{"Records": [...]}`), output of `aws cloudtrail lookup-events`
/// (`{"Events": [...]}`), and arrays of them; pretty-printed, or one a line; plain or gzipped. Its
/// form is recognised by its content.
public final class EventReader {

  private EventReader() {}

  /// Reads `in` to its end and gives `sink` every denial and everything malformed, in their order.
  ///
  /// Bad content never throws. A broken record is reported and the next one read; where the JSON
  /// itself is broken, reading goes on with the next line of NDJSON, and ends in any other form.
  ///
  /// @param sourceName what places name: the file
  public static EventCounts read(String sourceName, InputStream in, Consumer<EventReading> sink) {
    return read(sourceName, in, sink, _ -> {}, Optional.empty());
  }

  /// The same for those who want more.
  ///
  /// @param kept is given the bytes of every record that is a denial, valid while it is called
  /// @param successes is given every call that assumed a role. They count as no denials; it takes
  ///   longer to read them, and so they are read when asked for only
  static EventCounts read(
      String sourceName,
      InputStream in,
      Consumer<EventReading> sink,
      Consumer<ByteBuffer> kept,
      Optional<Consumer<SuccessfulCall>> successes) {
    RecordSink recordSink = new RecordSink(sourceName, sink, kept, successes);
    PushbackInputStream head = new PushbackInputStream(in, 2);
    try {
      byte[] magic = head.readNBytes(2);
      head.unread(magic);
      if (!GzipInput.isGzip(magic)) {
        return scan(head, recordSink);
      }
      try (GzipInput gzip = new GzipInput(head)) {
        return scan(gzip, recordSink);
      }
    } catch (IOException e) {
      sink.accept(
          new EventReading.Malformed(SourceLocation.of(sourceName), InputWords.unreadable(why(e))));
      return EventCounts.NONE;
    }
  }

  private static EventCounts scan(InputStream in, RecordSink recordSink) {
    try {
      new RecordScanner(new ByteWindow(in), recordSink).run();
    } catch (IOException e) {
      long read = recordSink.counts().records();
      recordSink.unreadable(
          switch (e) {
            case ZipException _ -> InputWords.brokenGzip(read);
            case EOFException _ -> InputWords.cutGzip(read);
            default -> InputWords.unreadableAfter(why(e), read);
          });
    }
    return recordSink.counts();
  }

  static String why(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
