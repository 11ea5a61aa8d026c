package dev.rolecall.mcp.session;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Lines of bytes. One that is too long is read to its end and dropped.
final class Lines {

  private final InputStream in;
  private final int most;

  /// @param most bytes of a line
  Lines(InputStream in, int most) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.most = most;
  }

  /// One line without its end; no bytes where it was too long.
  record Line(Optional<byte[]> bytes) {}

  /// The next line; empty at the end of the input.
  Optional<Line> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean any = false;
    boolean tooLong = false;
    for (int one = in.read(); one >= 0; one = in.read()) {
      any = true;
      if (one == '\n') {
        break;
      }
      if (tooLong) {
        continue;
      }
      line.write(one);
      if (line.size() > most) {
        tooLong = true;
        line = new ByteArrayOutputStream();
      }
    }
    if (!any) {
      return Optional.empty();
    }
    return Optional.of(new Line(tooLong ? Optional.empty() : Optional.of(line.toByteArray())));
  }
}
