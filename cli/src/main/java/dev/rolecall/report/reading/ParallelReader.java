package dev.rolecall.report.reading;

import dev.rolecall.cloudtrail.EventCounts;
import dev.rolecall.cloudtrail.EventSources;
import dev.rolecall.cloudtrail.SuccessfulCall;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Reads several sources at the same time and tells of them in their order, so that the outcome
/// does not depend on which thread is faster.
///
/// The sources at the front are the ones that are read, and each may be only so far ahead: memory
/// does not grow with the input.
///
/// @param checkpoint what was read before, and where to keep what is read now
/// @param meter what the bytes go through; used by several threads
/// @param successes is given every call that assumed a role, by several threads and in no order;
///   not those of a source that a checkpoint kept
public record ParallelReader(
    int threads,
    Optional<Checkpoint> checkpoint,
    UnaryOperator<InputStream> meter,
    Optional<Consumer<SuccessfulCall>> successes) {

  private static final int SOURCES_PER_THREAD = 8;

  /// Reads all of `origins`.
  ///
  /// @throws InterruptedIOException when the thread is interrupted
  /// @throws java.io.UncheckedIOException when the checkpoint cannot be written
  public void read(Iterator<EventSourceId> origins, SourceReader sourceReader)
      throws InterruptedIOException {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("reader-", 0).factory());
    try {
      Deque<SourceQueue> lanes = new ArrayDeque<>();
      while (origins.hasNext() || !lanes.isEmpty()) {
        while (origins.hasNext() && lanes.size() < threads * SOURCES_PER_THREAD) {
          SourceQueue sourceQueue = SourceQueue.of(origins.next());
          lanes.addLast(sourceQueue);
          pool.execute(() -> fill(sourceQueue));
        }
        drain(lanes.removeFirst(), sourceReader);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      pool.shutdownNow();
    }
  }

  private void fill(SourceQueue sourceQueue) {
    EventSourceId eventSourceId = sourceQueue.origin();
    try {
      Optional<Checkpoint.Kept> before =
          checkpoint.flatMap(kept -> eventSourceId.identity().flatMap(kept::find));
      if (before.isPresent()) {
        before.get().replay(reading -> sourceQueue.put(new SourceQueue.Item.Read(reading)));
        sourceQueue.put(
            new SourceQueue.Item.End(before.get().counts(), new CheckpointBuffer(false)));
        return;
      }
      CheckpointBuffer checkpointBuffer =
          new CheckpointBuffer(checkpoint.isPresent() && eventSourceId.identity().isPresent());
      EventCounts counts =
          EventSources.read(
              eventSourceId.source(),
              meter,
              reading -> {
                checkpointBuffer.reading(reading);
                sourceQueue.put(new SourceQueue.Item.Read(reading));
              },
              checkpointBuffer::denial,
              successes);
      sourceQueue.put(new SourceQueue.Item.End(counts, checkpointBuffer));
    } catch (SourceQueue.Abandoned _) {
      // Nobody waits for the rest.
    } catch (RuntimeException | Error e) {
      sourceQueue.put(new SourceQueue.Item.Failed(e));
    }
  }

  private void drain(SourceQueue sourceQueue, SourceReader sourceReader)
      throws InterruptedException {
    while (true) {
      switch (sourceQueue.next()) {
        case SourceQueue.Item.Read(var reading) -> sourceReader.take(sourceQueue.origin(), reading);
        case SourceQueue.Item.End(var counts, var kept) -> {
          if (kept.isWhole()) {
            checkpoint.ifPresent(
                file ->
                    sourceQueue
                        .origin()
                        .identity()
                        .ifPresent(identity -> file.keep(identity, counts, kept.denials())));
          }
          sourceReader.end(sourceQueue.origin(), counts);
          return;
        }
        case SourceQueue.Item.Failed(var cause) ->
            throw new IllegalStateException(
                "reading " + sourceQueue.origin().source().name(), cause);
      }
    }
  }
}
