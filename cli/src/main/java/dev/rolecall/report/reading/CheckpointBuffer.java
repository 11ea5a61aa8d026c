package dev.rolecall.report.reading;

import dev.rolecall.cloudtrail.EventReading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Collects the denials of one source as they were recorded, to be kept. A source with anything
/// malformed, and one with too much to hold in memory, is not kept: it is read again.
final class CheckpointBuffer {

  private static final long MOST = 8 << 20;

  private final List<String> denials = new ArrayList<>();
  private long size;
  private boolean whole = true;

  /// @param wanted whether anything is kept at all
  CheckpointBuffer(boolean wanted) {
    whole = wanted;
  }

  void denial(ByteBuffer record) {
    size += record.remaining();
    if (size > MOST) {
      whole = false;
      denials.clear();
    }
    if (whole) {
      denials.add(StandardCharsets.UTF_8.decode(record).toString());
    }
  }

  void reading(EventReading reading) {
    whole &=
        switch (reading) {
          case EventReading.Denied _, EventReading.Unrecognized _ -> true;
          // what is kept are records
          case EventReading.Told _, EventReading.NotOurs _, EventReading.Malformed _ -> false;
        };
  }

  boolean isWhole() {
    return whole;
  }

  List<String> denials() {
    return denials;
  }
}
