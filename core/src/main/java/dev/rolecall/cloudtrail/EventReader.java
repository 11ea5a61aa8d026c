package dev.rolecall.cloudtrail;

import dev.rolecall.cloudtrail.form.BoundedInput;
import dev.rolecall.cloudtrail.record.ByteWindow;
import dev.rolecall.problem.FormWords;
import dev.rolecall.problem.InputWords;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/// Reads the denials of one source, in bounded memory and in one pass.
///
/// A source holds, in any mixture and one after the other: CloudTrail records, bare or wherever
/// they lie in other JSON, as objects or as text; in log files, tables and archives. An error
/// message of AWS is a denial, too, where no record tells of it. The form is recognized by the
/// content.
public final class EventReader {

  private EventReader() {}

  /// Reads `in` to its end and gives `sink` every denial and everything malformed, in their order.
  ///
  /// Bad content never throws. A broken record is reported and the next one read; where the JSON
  /// itself is broken, reading goes on with the next line of NDJSON, and ends in any other form.
  ///
  /// @param sourceName what places name: the file
  public static EventCounts read(String sourceName, InputStream in, Consumer<EventReading> sink) {
    return read(sourceName, in, RecordListeners.of(sink));
  }

  /// Reads what a program writes, which is lines of text, however they begin: the errors in them,
  /// and records. Nothing in it is malformed.
  ///
  /// @param sourceName what places name: the program
  /// @param sink is given denials
  public static void readOutput(String sourceName, InputStream in, Consumer<EventReading> sink)
      throws IOException {
    Consumer<EventReading> denials =
        reading -> {
          if (reading instanceof EventReading.Denied || reading instanceof EventReading.Told) {
            sink.accept(reading);
          }
        };
    new LogScanner(
            new ByteWindow(in), new RecordSink(sourceName, RecordListeners.of(denials)), false)
        .run();
  }

  /// The same for those who hear more.
  public static EventCounts read(String sourceName, InputStream in, RecordListeners listeners) {
    RecordSink recordSink = new RecordSink(sourceName, listeners);
    try {
      new FormReader().read(in, recordSink);
    } catch (BoundedInput.TooLarge _) {
      recordSink.unreadable(FormWords.expandsTooMuch());
    } catch (IOException e) {
      long records = recordSink.counts().records();
      recordSink.unreadable(
          records == 0
              ? InputWords.unreadable(why(e))
              : InputWords.unreadableAfter(why(e), records));
    }
    return recordSink.counts();
  }

  static String why(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
