package dev.rolecall.report.reading;

import dev.rolecall.cloudtrail.EventCounts;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.evidence.change.InputChanges;

/// Hears what is read, in the order of the sources, on one thread.
public interface SourceReader {

  /// A denial, or something malformed, of `eventSourceId`.
  ///
  /// @param record the bytes of a denial that was recorded; none for everything else
  void take(EventSourceId eventSourceId, EventReading reading, byte[] record);

  /// All of `eventSourceId` was read.
  ///
  /// @param changes what its other records show
  void end(EventSourceId eventSourceId, EventCounts counts, InputChanges changes);
}
