package dev.rolecall.cli.run;

import dev.rolecall.cli.console.OutputFailure;
import dev.rolecall.cloudtrail.EventReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Passes on what a command writes, at once and unchanged, and looks for denials in it.
final class OutputWatch {

  private static final int LAST = 400;
  private static final String SCRIPT_DONE = "[COMMAND_EXIT_CODE=";

  private static final int CHUNK = 1 << 16;

  /// How long what is left in a pipe may take. Something that the command left in the background
  /// may hold the pipe open for ever.
  private static final Duration PATIENCE = Duration.ofMillis(150);

  private final InputStream from;
  private final Optional<PrintStream> to;
  private final OutputQueue queue = new OutputQueue();
  private final OutputFilter filter = new OutputFilter(queue);
  private final Thread passing;
  private final Thread looking;
  private volatile boolean waits;
  private final AtomicLong chunks = new AtomicLong();
  private byte[] last = {};
  private volatile Optional<Throwable> defect = Optional.empty();

  /// @param to nothing where what is written is shown anyway
  OutputWatch(InputStream from, Optional<PrintStream> to, String name, FoundDenials denials) {
    this.from = from;
    this.to = to;
    passing = Thread.ofPlatform().daemon().start(this::pass);
    looking = Thread.ofPlatform().daemon().start(() -> look(name, denials));
  }

  private void pass() {
    byte[] chunk = new byte[CHUNK];
    try {
      try {
        for (int count = read(chunk); count >= 0; count = read(chunk)) {
          write(chunk, count);
          remember(chunk, count);
          filter.add(chunk, count);
        }
      } catch (IOException | OutputFailure _) {
        // Nobody reads any more: the command gets to know that when it writes.
        close();
      }
      filter.end();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private int read(byte[] chunk) throws IOException {
    waits = true;
    int count = from.read(chunk, 0, chunk.length);
    waits = false;
    chunks.incrementAndGet();
    return count;
  }

  private void write(byte[] chunk, int count) throws IOException {
    if (to.isPresent()) {
      to.get().write(chunk, 0, count);
      if (to.get().checkError()) {
        throw new IOException();
      }
    }
  }

  private void close() {
    try {
      from.close();
    } catch (IOException _) {
      // It is of no use any more.
    }
  }

  private void look(String name, FoundDenials denials) {
    try {
      EventReader.readOutput(name, queue, denials::add);
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // The command goes on.
      defect = Optional.of(e);
    }
    int read = 0;
    byte[] rest = new byte[CHUNK];
    while (read >= 0) {
      read = queue.read(rest, 0, CHUNK);
    }
  }

  /// Waits for what is left, after the command has ended.
  void await() throws InterruptedException {
    long before = -1;
    while (!passing.join(PATIENCE) && !(waits && chunks.get() == before)) {
      before = chunks.get();
    }
    if (passing.isAlive()) {
      filter.end();
    }
    looking.join();
  }

  private synchronized void remember(byte[] chunk, int count) {
    if (count >= LAST) {
      last = Arrays.copyOfRange(chunk, count - LAST, count);
    } else {
      byte[] both = Arrays.copyOf(last, last.length + count);
      System.arraycopy(chunk, 0, both, last.length, count);
      last = Arrays.copyOfRange(both, Math.max(0, both.length - LAST), both.length);
    }
  }

  /// Whether the last line that the command wrote has no end.
  synchronized boolean isInLine() {
    String text = new String(last, StandardCharsets.ISO_8859_1);
    // What script(1) adds to what it writes down.
    int done = text.lastIndexOf(SCRIPT_DONE);
    int added = done < 0 ? -1 : text.lastIndexOf('\n', done);
    String shown = added < 0 ? text : text.substring(0, added);
    return !shown.isEmpty() && !shown.endsWith("\n");
  }

  /// What went wrong while it looked for denials.
  Optional<Throwable> defect() {
    return defect;
  }
}
