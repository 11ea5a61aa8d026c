package dev.rolecall.evidence.aws;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// Work that is done side by side until a deadline, and not a moment longer: what still runs then
/// is interrupted.
public final class Deadline {

  /// What was interrupted may still tell what it has.
  private static final Duration GRACE = Duration.ofMillis(500);

  private final Duration time;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  /// The time begins now.
  public Deadline(Duration time) {
    this.time = time;
    CompletableFuture.delayedExecutor(
            time.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
        .execute(this::end);
  }

  /// How long the work may take in all.
  public Duration time() {
    return time;
  }

  /// Ends the work now.
  public void end() {
    threads.shutdownNow();
    over.completeOnTimeout(null, GRACE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Whether there is no time left.
  public boolean isOver() {
    return threads.isShutdown();
  }

  /// Starts `work`. What comes of it when there is no time left is `late`.
  public <T> CompletableFuture<T> start(Supplier<T> work, Supplier<T> late) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      threads.execute(() -> run(work, result));
    } catch (RejectedExecutionException _) {
      result.complete(late.get());
    }
    return result.applyToEither(over.thenApply(_ -> late.get()), Function.identity());
  }

  private static <T> void run(Supplier<T> work, CompletableFuture<T> result) {
    try {
      result.complete(work.get());
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  /// What comes of each of `all`, in their order.
  public <A, R> List<R> each(List<A> all, Function<A, R> work, Function<A, R> late) {
    List<CompletableFuture<R>> started =
        all.stream().map(one -> start(() -> work.apply(one), () -> late.apply(one))).toList();
    return started.stream().map(CompletableFuture::join).toList();
  }
}
