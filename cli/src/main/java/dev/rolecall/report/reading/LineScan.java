package dev.rolecall.report.reading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// The whole lines of a file, without their line breaks.
final class LineScan {

  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).limit(0);
  private final ByteArrayOutputStream cut = new ByteArrayOutputStream();
  private long filled;

  LineScan(FileChannel file) {
    this.file = file;
  }

  /// The next line; empty when no line break follows any more.
  Optional<byte[]> next() throws IOException {
    cut.reset();
    while (fill()) {
      byte b = buffer.get();
      if (b == '\n') {
        return Optional.of(cut.toByteArray());
      }
      cut.write(b);
    }
    return Optional.empty();
  }

  /// Where the next line begins.
  long position() {
    return filled - buffer.remaining();
  }

  /// What follows the last line break, after [#next] gave nothing.
  byte[] rest() {
    return cut.toByteArray();
  }

  private boolean fill() throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    buffer.clear();
    int count = file.read(buffer, filled);
    filled += Math.max(0, count);
    buffer.flip();
    return count > 0;
  }
}
