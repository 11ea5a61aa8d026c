package dev.rolecall.report.reading;

import dev.rolecall.event.EventCounts;
import dev.rolecall.event.EventSources;
import dev.rolecall.event.SuccessfulCall;
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
public final class SideBySide {

  private static final int SOURCES_PER_THREAD = 8;

  private final int threads;
  private final Optional<Checkpoint> checkpoint;
  private final UnaryOperator<InputStream> meter;
  private final Optional<Consumer<SuccessfulCall>> successes;

  /// @param checkpoint what was read before, and where to keep what is read now
  /// @param meter what the bytes go through; used by several threads
  /// @param successes is given every call that assumed a role, by several threads and in no order;
  ///   not those of a source that a checkpoint kept
  public SideBySide(
      int threads,
      Optional<Checkpoint> checkpoint,
      UnaryOperator<InputStream> meter,
      Optional<Consumer<SuccessfulCall>> successes) {
    this.threads = threads;
    this.checkpoint = checkpoint;
    this.meter = meter;
    this.successes = successes;
  }

  /// Reads all of `origins`.
  ///
  /// @throws InterruptedIOException when the thread is interrupted
  /// @throws java.io.UncheckedIOException when the checkpoint cannot be written
  public void read(Iterator<Origin> origins, Reader reader) throws InterruptedIOException {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("reader-", 0).factory());
    try {
      Deque<Lane> lanes = new ArrayDeque<>();
      while (origins.hasNext() || !lanes.isEmpty()) {
        while (origins.hasNext() && lanes.size() < threads * SOURCES_PER_THREAD) {
          Lane lane = Lane.of(origins.next());
          lanes.addLast(lane);
          pool.execute(() -> fill(lane));
        }
        drain(lanes.removeFirst(), reader);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      pool.shutdownNow();
    }
  }

  private void fill(Lane lane) {
    Origin origin = lane.origin();
    try {
      Optional<Checkpoint.Kept> before =
          checkpoint.flatMap(kept -> origin.identity().flatMap(kept::find));
      if (before.isPresent()) {
        before.get().replay(reading -> lane.put(new Lane.Item.Read(reading)));
        lane.put(new Lane.Item.End(before.get().counts(), new Keepsake(false)));
        return;
      }
      Keepsake keepsake = new Keepsake(checkpoint.isPresent() && origin.identity().isPresent());
      EventCounts counts =
          EventSources.read(
              origin.source(),
              meter,
              reading -> {
                keepsake.reading(reading);
                lane.put(new Lane.Item.Read(reading));
              },
              keepsake::denial,
              successes);
      lane.put(new Lane.Item.End(counts, keepsake));
    } catch (Lane.Abandoned _) {
      // Nobody waits for the rest.
    } catch (RuntimeException | Error e) {
      lane.put(new Lane.Item.Failed(e));
    }
  }

  private void drain(Lane lane, Reader reader) throws InterruptedException {
    while (true) {
      switch (lane.next()) {
        case Lane.Item.Read(var reading) -> reader.take(lane.origin(), reading);
        case Lane.Item.End(var counts, var kept) -> {
          if (kept.isWhole()) {
            checkpoint.ifPresent(
                file ->
                    lane.origin()
                        .identity()
                        .ifPresent(identity -> file.keep(identity, counts, kept.denials())));
          }
          reader.end(lane.origin(), counts);
          return;
        }
        case Lane.Item.Failed(var cause) ->
            throw new IllegalStateException("reading " + lane.origin().source().name(), cause);
      }
    }
  }
}
