package dev.rolecall.cloudtrail.form;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Watches how much a source expands to, all archives in it taken together: what is packed may be
/// made to fill any disk.
public final class Expansion {

  /// Logs pack to a tenth or twentieth.
  private static final int MOST_TIMES = 250;

  private static final long FREE = 1L << 30;

  private long packed;
  private long unpacked;

  /// Counts what is read of the source.
  public InputStream packed(InputStream in) {
    return new Counting(in) {
      @Override
      void count(int bytes) {
        packed += bytes;
      }
    };
  }

  /// Counts what the source expands to.
  ///
  /// @return a stream that fails with [BoundedInput.TooLarge] where that is too much
  public InputStream unpacked(InputStream in) {
    return new Counting(in) {
      @Override
      void count(int bytes) throws IOException {
        unpacked += bytes;
        if (unpacked > FREE && unpacked / MOST_TIMES > packed) {
          throw new BoundedInput.TooLarge();
        }
      }
    };
  }

  private abstract static class Counting extends FilterInputStream {

    Counting(InputStream in) {
      super(in);
    }

    abstract void count(int bytes) throws IOException;

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int count = super.read(to, offset, length);
      count(Math.max(0, count));
      return count;
    }

    /// Whoever opened the source closes it.
    @Override
    public void close() {}
  }
}
