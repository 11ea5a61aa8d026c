package dev.rolecall.cli.run;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// A process beside the command, in the same process group, which ends by any signal. It shows
/// whether a signal was sent to all of them, by a terminal or by a CI system, or to Rolecall alone:
/// a command that gets an interrupt twice may end without tidying up.
final class Witness implements AutoCloseable {

  private static final Duration WAIT = Duration.ofMillis(200);
  private static final int SIGNALED = 128;

  private Optional<Process> process = start();

  private static Optional<Process> start() {
    try {
      // It reads until Rolecall ends.
      return Optional.of(
          new ProcessBuilder("cat")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Whether the command got the signal, too, that Rolecall just got.
  synchronized boolean saw() throws InterruptedException {
    if (process.isEmpty() || !process.get().waitFor(WAIT)) {
      return false;
    }
    boolean signaled = process.get().exitValue() > SIGNALED;
    process = start();
    return signaled;
  }

  @Override
  public synchronized void close() {
    process.ifPresent(Process::destroy);
  }
}
