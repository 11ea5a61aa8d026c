package dev.rolecall.mcp.session;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The calls that were not answered yet: a few run at a time, a few more wait, and each has its
/// time. Whoever claims a call answers it, so that none is answered twice.
final class OpenCalls {

  private static final int THREADS = 4;
  private static final int WAITING = 16;

  /// So many at a time.
  static final int MOST = THREADS + WAITING;

  private final Duration longest;
  private final Map<Object, Call> open = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          daemons("rolecall-call"));

  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, daemons("rolecall-clock"));

  /// @param longest time of a call, from when it arrived
  OpenCalls(Duration longest) {
    this.longest = longest;
    clock.setRemoveOnCancelPolicy(true);
  }

  private static ThreadFactory daemons(String name) {
    return Thread.ofPlatform().daemon().name(name + "-", 0)::unstarted;
  }

  /// A call that runs or waits.
  private static final class Call {
    private Optional<Future<?>> work = Optional.empty();
    private Optional<Future<?>> alarm = Optional.empty();
    private boolean over;
    private boolean stopped;

    /// It may be over already. What is just being answered is not interrupted.
    synchronized void started(Future<?> running, Future<?> waiting) {
      work = Optional.of(running);
      alarm = Optional.of(waiting);
      if (over) {
        end(stopped);
      }
    }

    synchronized void end(boolean stop) {
      over = true;
      stopped = stop;
      alarm.ifPresent(it -> it.cancel(false));
      if (stop) {
        work.ifPresent(it -> it.cancel(true));
      }
    }
  }

  /// What became of a call that was to begin.
  enum Begun {
    RUNNING,
    ID_IN_USE,
    BUSY
  }

  /// Begins a call.
  ///
  /// @param work answers the call, if it can claim it
  /// @param late answers a call that took too long
  Begun begin(Object id, Runnable work, Runnable late) {
    Call call = new Call();
    if (open.putIfAbsent(id, call) != null) {
      return Begun.ID_IN_USE;
    }
    try {
      call.started(
          threads.submit(work),
          clock.schedule(
              () -> {
                if (end(id, true)) {
                  late.run();
                }
              },
              longest.toMillis(),
              TimeUnit.MILLISECONDS));
      return Begun.RUNNING;
    } catch (RejectedExecutionException _) {
      open.remove(id);
      return Begun.BUSY;
    }
  }

  /// Claims a call that is answered now; `false` when it is over already.
  boolean claim(Object id) {
    return end(id, false);
  }

  /// Stops a call that nobody waits for any more.
  void cancel(Object id) {
    end(id, true);
  }

  private boolean end(Object id, boolean stop) {
    Call call = open.remove(id);
    if (call == null) {
      return false;
    }
    call.end(stop);
    return true;
  }

  /// Waits until every call is answered, or its time is over.
  void finish() {
    threads.shutdown();
    try {
      threads.awaitTermination(longest.toMillis() + 1_000, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    clock.shutdownNow();
    threads.shutdownNow();
  }
}
