package dev.rolecall.report.reading;

import dev.rolecall.event.EventCounts;
import dev.rolecall.event.EventReading;

/// Hears what is read, in the order of the sources, on one thread.
public interface Reader {

  /// A denial, or something malformed, of `origin`.
  void take(Origin origin, EventReading reading);

  /// All of `origin` was read.
  void end(Origin origin, EventCounts counts);
}
