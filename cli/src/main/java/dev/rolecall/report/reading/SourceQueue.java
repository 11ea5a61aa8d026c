package dev.rolecall.report.reading;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Carries what one thread reads of one source to the thread that hears it, as what is to be done
/// there. The reading thread waits when it is too far ahead.
record SourceQueue(BlockingQueue<Step> steps) {

  /// Something to do.
  ///
  /// @param last whether the source ends with it
  private record Step(Runnable action, boolean last) {}

  private static final int MOST_AHEAD = 256;

  SourceQueue() {
    this(new ArrayBlockingQueue<>(MOST_AHEAD));
  }

  void put(Runnable action) {
    put(new Step(action, false));
  }

  void end(Runnable action) {
    put(new Step(action, true));
  }

  private void put(Step step) {
    try {
      steps.put(step);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Abandoned(e);
    }
  }

  /// Does all of it, as it comes.
  void run() throws InterruptedException {
    Step step;
    do {
      step = steps.take();
      step.action().run();
    } while (!step.last());
  }

  /// The other thread hears nothing any more.
  static final class Abandoned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Abandoned(InterruptedException cause) {
      super(cause);
    }
  }
}
