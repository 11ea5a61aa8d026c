package dev.rolecall.report.reading;

import dev.rolecall.cloudtrail.EventCounts;
import dev.rolecall.cloudtrail.EventReading;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Carries what one thread reads of one source to the thread that hears it. The reading thread
/// waits when it is too far ahead.
///
/// @param queue between the two
record SourceQueue(EventSourceId origin, BlockingQueue<Item> queue) {

  /// What passes through.
  sealed interface Item {

    /// A denial, or something malformed.
    record Read(EventReading reading) implements Item {}

    /// The end of the source.
    ///
    /// @param kept what to keep of it
    record End(EventCounts counts, CheckpointBuffer kept) implements Item {}

    /// The reading thread failed, and should not have.
    record Failed(Throwable cause) implements Item {}
  }

  private static final int MOST_AHEAD = 256;

  static SourceQueue of(EventSourceId eventSourceId) {
    return new SourceQueue(eventSourceId, new ArrayBlockingQueue<>(MOST_AHEAD));
  }

  void put(Item item) {
    try {
      queue.put(item);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Abandoned(e);
    }
  }

  Item next() throws InterruptedException {
    return queue.take();
  }

  /// Nobody hears any more.
  static final class Abandoned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Abandoned(InterruptedException cause) {
      super(cause);
    }
  }
}
