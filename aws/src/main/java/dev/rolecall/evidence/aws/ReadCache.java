package dev.rolecall.evidence.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/// Answers that are good for a while. The first to ask for one gets it; the others who ask for the
/// same meanwhile wait for it, and ask themselves when the first gave up.
final class ReadCache<K, V> {

  private record Answer<V>(V value, Instant expires) {}

  /// An answer, or one that is being asked for.
  private static final class Asked<V> extends CompletableFuture<Answer<V>> {}

  private final InstantSource clock;
  private final Function<V, Duration> goodFor;

  /// Answers, and those that are being asked for.
  private final Map<K, Asked<V>> entries;

  /// @param most so many answers are kept
  /// @param goodFor how long an answer is kept
  ReadCache(int most, InstantSource clock, Function<V, Duration> goodFor) {
    this.clock = clock;
    this.goodFor = goodFor;
    this.entries =
        Collections.synchronizedMap(
            new LinkedHashMap<>(16, 0.75f, true) {
              @Override
              protected boolean removeEldestEntry(Map.Entry<K, Asked<V>> eldest) {
                return size() > most;
              }
            });
  }

  /// The answer, from `ask` when it is not known. What `ask` throws is not kept.
  ///
  /// @throws CancellationException when interrupted while another thread asks
  @SuppressWarnings("ReferenceEquality") // whether it is this very future
  V get(K key, Supplier<V> ask) {
    while (true) {
      Asked<V> mine = new Asked<>();
      Asked<V> first =
          entries.compute(key, (_, known) -> known != null && isGood(known) ? known : mine);
      if (first == mine) {
        return ask(key, mine, ask);
      }
      try {
        return first.get().value();
      } catch (ExecutionException _) {
        entries.remove(key, first);
      } catch (InterruptedException _) {
        throw new CancellationException();
      }
    }
  }

  private boolean isGood(Asked<V> known) {
    return !known.isDone()
        || (!known.isCompletedExceptionally() && clock.instant().isBefore(known.join().expires()));
  }

  private V ask(K key, Asked<V> mine, Supplier<V> ask) {
    try {
      V value = ask.get();
      mine.complete(new Answer<>(value, clock.instant().plus(goodFor.apply(value))));
      return value;
    } finally {
      if (mine.completeExceptionally(new IllegalStateException())) {
        entries.remove(key, mine);
      }
    }
  }
}
