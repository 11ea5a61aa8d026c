package dev.rolecall.report.reading;

import dev.rolecall.cloudtrail.EventCounts;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.cloudtrail.EventSources;
import dev.rolecall.cloudtrail.RecordListeners;
import dev.rolecall.cloudtrail.SuccessfulCall;
import dev.rolecall.evidence.change.InputChanges;
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

/// Reads several sources at the same time and reports them in their order, so that the outcome does
/// not depend on which thread is faster.
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
          SourceQueue lane = new SourceQueue();
          EventSourceId origin = origins.next();
          lanes.addLast(lane);
          pool.execute(() -> fill(lane, origin, sourceReader));
        }
        lanes.removeFirst().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      pool.shutdownNow();
    }
  }

  private void fill(SourceQueue lane, EventSourceId origin, SourceReader sourceReader) {
    RecordCopy copy = new RecordCopy();
    Consumer<EventReading> take =
        reading -> {
          byte[] record = copy.take(reading);
          lane.put(() -> sourceReader.take(origin, reading, record));
        };
    try {
      Optional<Checkpoint.Kept> before =
          checkpoint.flatMap(kept -> origin.identity().flatMap(kept::find));
      if (before.isPresent()) {
        before.get().replay(RecordListeners.of(take).keeping(copy::keep));
        InputChanges changes = before.get().changes();
        lane.end(() -> sourceReader.end(origin, before.get().counts(), changes));
        return;
      }
      CheckpointBuffer buffer =
          new CheckpointBuffer(checkpoint.isPresent() && origin.identity().isPresent());
      InputChanges changes = new InputChanges();
      EventCounts counts =
          EventSources.read(
              origin.source(),
              meter,
              RecordListeners.of(
                      reading -> {
                        buffer.reading(reading);
                        take.accept(reading);
                      })
                  .keeping(
                      record -> {
                        buffer.denial(record.duplicate());
                        copy.keep(record);
                      })
                  .andSuccesses(successes)
                  .andOthers(changes));
      lane.end(
          () -> {
            if (buffer.isWhole() && changes.isWhole()) {
              String identity = origin.identity().orElseThrow();
              checkpoint.orElseThrow().keep(identity, counts, buffer.denials(), changes);
            }
            sourceReader.end(origin, counts, changes);
          });
    } catch (SourceQueue.Abandoned _) {
      // The rest is not waited for.
    } catch (RuntimeException | Error e) {
      lane.end(
          () -> {
            throw new IllegalStateException("reading " + origin.source().name(), e);
          });
    }
  }
}
