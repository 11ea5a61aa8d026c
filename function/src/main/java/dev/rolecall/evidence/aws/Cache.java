package dev.rolecall.evidence.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers that are good for a while. Who asks first gets the answer himself; who asks the same
/// meanwhile waits for him, and asks himself when he gave up.
final class Cache<K, V> {

  private record Kept<V>(CompletableFuture<V> answer, @Nullable Instant expires) {
    boolean isFresh(Instant now) {
      return expires == null || now.isBefore(expires);
    }
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
  Cache(int most, InstantSource clock, Function<V, Duration> goodFor) {
    this.most = most;
    this.clock = clock;
    this.goodFor = goodFor;
  }

  /// The answer, from `ask` when it is not known. What `ask` throws is not kept.
  ///
  /// @throws InterruptedException when interrupted while another thread asks
  V get(K key, Supplier<V> ask) throws InterruptedException {
    while (true) {
      CompletableFuture<V> mine = new CompletableFuture<>();
      CompletableFuture<V> first = join(key, mine);
      if (first == mine) {
        return ask(key, mine, ask);
      }
      try {
        return first.get();
      } catch (ExecutionException _) {
        forget(key, first);
      }
    }
  }

  private synchronized CompletableFuture<V> join(K key, CompletableFuture<V> mine) {
    Kept<V> known = entries.get(key);
    if (known != null && known.isFresh(clock.instant())) {
      return known.answer();
    }
    entries.put(key, new Kept<>(mine, null));
    return mine;
  }

  private V ask(K key, CompletableFuture<V> mine, Supplier<V> ask) {
    try {
      V value = ask.get();
      keep(key, mine, clock.instant().plus(goodFor.apply(value)));
      mine.complete(value);
      return value;
    } finally {
      if (!mine.isDone()) {
        forget(key, mine);
        mine.completeExceptionally(new IllegalStateException("who asked gave up"));
      }
    }
  }

  private synchronized void keep(K key, CompletableFuture<V> answer, Instant expires) {
    if (holds(key, answer)) {
      entries.put(key, new Kept<>(answer, expires));
    }
  }

  private synchronized void forget(K key, CompletableFuture<V> answer) {
    if (holds(key, answer)) {
      entries.remove(key);
    }
  }

  private boolean holds(K key, CompletableFuture<V> answer) {
    Kept<V> known = entries.get(key);
    return known != null && known.answer() == answer;
  }
}
