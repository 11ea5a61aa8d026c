package dev.rolecall.cloudtrail.form;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that fails where it is longer than it may be: what it was unpacked from may expand to
/// anything.
public final class BoundedInput extends FilterInputStream {

  private long left;

  /// @param most how many bytes it may have
  public BoundedInput(InputStream in, long most) {
    super(in);
    left = most;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    take(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int count = super.read(to, offset, length);
    take(Math.max(0, count));
    return count;
  }

  private void take(int count) throws IOException {
    left -= count;
    if (left < 0) {
      throw new TooLarge();
    }
  }

  /// There is more than may be read.
  public static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
