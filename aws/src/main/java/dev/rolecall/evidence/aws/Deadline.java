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
    return isOver()
        ? CompletableFuture.completedFuture(late.get())
        : start(work).applyToEither(over.thenApply(_ -> late.get()), Function.identity());
  }

  /// Starts a part of other work. When there is no time left, it is left to itself to find out.
  <T> CompletableFuture<T> start(Supplier<T> work) {
    return CompletableFuture.supplyAsync(
        work,
        task -> {
          try {
            threads.execute(task);
          } catch (RejectedExecutionException _) {
            task.run();
          }
        });
  }

  /// What comes of each of `all`, in their order.
  public <A, R> List<R> each(List<A> all, Function<A, R> work, Function<A, R> late) {
    return all(all, one -> start(() -> work.apply(one), () -> late.apply(one)));
  }

  /// The same for parts of other work.
  <A, R> List<R> each(List<A> all, Function<A, R> work) {
    return all(all, one -> start(() -> work.apply(one)));
  }

  private static <A, R> List<R> all(List<A> all, Function<A, CompletableFuture<R>> start) {
    List<CompletableFuture<R>> started = all.stream().map(start).toList();
    return started.stream().map(CompletableFuture::join).toList();
  }
}
