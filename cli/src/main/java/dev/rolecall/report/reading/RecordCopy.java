package dev.rolecall.report.reading;

import dev.rolecall.cloudtrail.EventReading;
import java.nio.ByteBuffer;

/// The bytes of the record that was read last, for as long as its denial is handed on.
public final class RecordCopy {

  private static final byte[] NONE = new byte[0];

  private byte[] bytes = NONE;

  /// Keeps the bytes of a record.
  public void keep(ByteBuffer record) {
    bytes = new byte[record.remaining()];
    record.duplicate().get(bytes);
  }

  /// The bytes of the record that `reading` is of; none for what is not recorded.
  public byte[] take(EventReading reading) {
    byte[] taken = reading instanceof EventReading.Denied ? bytes : NONE;
    bytes = NONE;
    return taken;
  }
}
