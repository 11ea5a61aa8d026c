package dev.rolecall.evidence.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/// Answers that are good for a while. Who asks first gets the answer himself; who asks the same
/// meanwhile waits for him, and asks himself when he gave up.
final class ReadCache<K, V> {

  /// An answer, or one that is being asked for.
  private static final class Kept<V> {
    private final CompletableFuture<V> answer = new CompletableFuture<>();
    private Instant expires = Instant.MAX;
  }

  private final int most;
  private final InstantSource clock;
  private final Function<V, Duration> goodFor;
  private final Map<K, Kept<V>> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Kept<V>> eldest) {
          return size() > most;
        }
      };

  /// @param most so many answers are kept
  /// @param goodFor how long an answer is kept
  ReadCache(int most, InstantSource clock, Function<V, Duration> goodFor) {
    this.most = most;
    this.clock = clock;
    this.goodFor = goodFor;
  }

  /// The answer, from `ask` when it is not known. What `ask` throws is not kept.
  ///
  /// @throws CancellationException when interrupted while another thread asks
  V get(K key, Supplier<V> ask) {
    while (true) {
      Kept<V> mine = new Kept<>();
      Kept<V> first = join(key, mine);
      if (first == mine) {
        return ask(key, mine, ask);
      }
      try {
        return first.answer.get();
      } catch (ExecutionException _) {
        forget(key, first);
      } catch (InterruptedException _) {
        throw new CancellationException();
      }
    }
  }

  private synchronized Kept<V> join(K key, Kept<V> mine) {
    Kept<V> known = entries.get(key);
    if (known != null && clock.instant().isBefore(known.expires)) {
      return known;
    }
    entries.put(key, mine);
    return mine;
  }

  private V ask(K key, Kept<V> mine, Supplier<V> ask) {
    try {
      V value = ask.get();
      keep(mine, clock.instant().plus(goodFor.apply(value)));
      mine.answer.complete(value);
      return value;
    } finally {
      if (!mine.answer.isDone()) {
        forget(key, mine);
        mine.answer.completeExceptionally(new IllegalStateException("who asked gave up"));
      }
    }
  }

  private synchronized void keep(Kept<V> answer, Instant expires) {
    answer.expires = expires;
  }

  private synchronized void forget(K key, Kept<V> answer) {
    if (entries.get(key) == answer) {
      entries.remove(key);
    }
  }
}
