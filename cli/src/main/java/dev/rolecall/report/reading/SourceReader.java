package dev.rolecall.report.reading;

import dev.rolecall.cloudtrail.EventCounts;
import dev.rolecall.cloudtrail.EventReading;

/// Hears what is read, in the order of the sources, on one thread.
public interface SourceReader {

  /// A denial, or something malformed, of `eventSourceId`.
  void take(EventSourceId eventSourceId, EventReading reading);

  /// All of `eventSourceId` was read.
  void end(EventSourceId eventSourceId, EventCounts counts);
}
