package dev.rolecall.cli.run;

import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// What a command writes, on its way to the thread that looks for denials in it; of bounded size.
///
/// Line breaks of terminals and progress bars become plain ones.
final class OutputQueue extends InputStream {

  private static final int CHUNKS = 16;
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
  private byte[] chunk = {};
  private int next;
  private boolean afterReturn;
  private boolean ended;

  /// Waits while the queue is full.
  void add(byte[] bytes, int from, int to) throws InterruptedException {
    if (to > from) {
      chunks.put(Arrays.copyOfRange(bytes, from, to));
    }
  }

  /// Ends what is read.
  void end() throws InterruptedException {
    chunks.put(END);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    int at = offset;
    while (at == offset && length > 0) {
      if (!fill()) {
        return -1;
      }
      int end = Math.min(chunk.length, next + length);
      for (; next < end; next++) {
        byte b = chunk[next];
        boolean isReturn = b == '\r';
        if (!(afterReturn && b == '\n')) {
          to[at++] = isReturn ? (byte) '\n' : b;
        }
        afterReturn = isReturn;
      }
    }
    return at - offset;
  }

  private boolean fill() {
    try {
      while (!ended && next == chunk.length) {
        chunk = chunks.take();
        next = 0;
        ended = chunk.length == 0;
      }
      return !ended;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      ended = true;
      return false;
    }
  }
}
