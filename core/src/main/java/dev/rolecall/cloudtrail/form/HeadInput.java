package dev.rolecall.cloudtrail.form;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A stream whose beginning is looked at before it is read. Where the stream fails within it, it
/// fails after what came before was read.
public final class HeadInput extends InputStream {

  private final InputStream in;
  private final byte[] head;
  private int next;
  private @Nullable IOException failure;

  /// @param length of the beginning
  public HeadInput(InputStream in, int length) {
    this.in = in;
    byte[] bytes = new byte[length];
    int count = 0;
    try {
      int read = 0;
      while (read >= 0 && count < length) {
        count += read;
        read = in.read(bytes, count, length - count);
      }
    } catch (IOException e) {
      failure = e;
    }
    head = Arrays.copyOf(bytes, count);
  }

  /// The beginning; less than was asked for when the stream is shorter.
  public byte[] head() {
    return head.clone();
  }

  @Override
  public int read() throws IOException {
    if (next < head.length) {
      return head[next++] & 0xff;
    }
    fail();
    return in.read();
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (next < head.length) {
      int count = Math.min(length, head.length - next);
      System.arraycopy(head, next, to, offset, count);
      next += count;
      return count;
    }
    fail();
    return in.read(to, offset, length);
  }

  private void fail() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  /// Whoever opened the stream closes it.
  @Override
  public void close() {}
}
