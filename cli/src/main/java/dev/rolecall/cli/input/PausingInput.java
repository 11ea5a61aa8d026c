package dev.rolecall.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A stream that says when nothing comes for a while: whatever writes it may go on for days.
public final class PausingInput extends InputStream {

  private static final int CHUNK = 1 << 16;
  private static final int MOST_AHEAD = 16;

  /// @param failure why nothing follows; none at the end
  private record Chunk(ByteBuffer bytes, boolean last, @Nullable IOException failure) {

    static Chunk last(@Nullable IOException failure) {
      return new Chunk(ByteBuffer.allocate(0), true, failure);
    }
  }

  private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(MOST_AHEAD);
  private final Duration pause;
  private final Runnable paused;
  private Chunk current = new Chunk(ByteBuffer.allocate(0), false, null);

  /// @param paused called on the thread that reads, once for each pause
  public PausingInput(InputStream in, Duration pause, Runnable paused) {
    this.pause = pause;
    this.paused = paused;
    Thread.ofPlatform().daemon().name("standard-input").start(() -> pump(in));
  }

  private void pump(InputStream in) {
    byte[] buffer = new byte[CHUNK];
    try {
      Chunk chunk;
      do {
        chunk = chunk(in, buffer);
        chunks.put(chunk);
      } while (!chunk.last);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Chunk chunk(InputStream in, byte[] buffer) {
    try {
      int count = in.read(buffer);
      return count < 0
          ? Chunk.last(null)
          : new Chunk(ByteBuffer.wrap(Arrays.copyOf(buffer, count)), false, null);
    } catch (IOException e) {
      return Chunk.last(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!current.bytes.hasRemaining() && !current.last) {
      current = take();
    }
    if (!current.bytes.hasRemaining()) {
      if (current.failure != null) {
        throw current.failure;
      }
      return -1;
    }
    int count = Math.min(length, current.bytes.remaining());
    current.bytes.get(to, offset, count);
    return count;
  }

  private Chunk take() throws IOException {
    try {
      @Nullable Chunk chunk = chunks.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
      if (chunk == null) {
        paused.run();
        chunk = chunks.take();
      }
      return chunk;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
