package dev.rolecall.evidence.aws;

import dev.rolecall.denial.GapReason;
import dev.rolecall.evidence.Lookup;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// What is read of one kind for one denial: each thing once, however often it is asked for.
final class ConcurrentReads<K, V> {

  private final AwsReader awsReader;
  private final Function<K, AwsFact> fact;
  private final Function<K, Lookup<V>> read;
  private final Map<K, CompletableFuture<Lookup<V>>> started = new ConcurrentHashMap<>();

  /// @param fact what is missing when a thing could not be read
  ConcurrentReads(AwsReader awsReader, Function<K, AwsFact> fact, Function<K, Lookup<V>> read) {
    this.awsReader = awsReader;
    this.fact = fact;
    this.read = read;
  }

  /// Starts to read, unless that was done before.
  void start(K key) {
    started.computeIfAbsent(key, this::reading);
  }

  /// What was read; waits for it until the deadline.
  Lookup<V> get(K key) {
    return started.computeIfAbsent(key, this::reading).join();
  }

  private CompletableFuture<Lookup<V>> reading(K key) {
    return awsReader
        .deadline()
        .start(() -> readOrGap(key), () -> awsReader.<V>late().lookup(fact.apply(key)));
  }

  /// Answers may be malformed in more ways than can be foreseen, and one of them spoils no other.
  private Lookup<V> readOrGap(K key) {
    try {
      return read.apply(key);
    } catch (RuntimeException _) {
      return new AwsResult.Unreadable<V>(GapReason.Known.ANSWER_UNREADABLE).lookup(fact.apply(key));
    }
  }
}
