package dev.rolecall.history.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/// Queries that AWS has not finished yet. Safe for several threads.
public final class RunningQueries {

  /// An account may have [30 at a time](
  /// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html),
  /// those of its dashboards among them.
  private static final int AT_ONCE = 8;

  final Semaphore places = new Semaphore(AT_ONCE, true);
  private final Map<String, CloudWatchLogsClient> running = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  /// Notes that a query runs; one that started too late to be stopped with the others is stopped.
  void add(String id, CloudWatchLogsClient client) {
    running.put(id, client);
    if (stopped) {
      stop(id);
    }
  }

  /// Notes that a query has ended.
  void remove(String id) {
    running.remove(id);
  }

  /// Stops a query; one that cannot be stopped ends by itself.
  void stop(String id) {
    CloudWatchLogsClient client = running.remove(id);
    if (client == null) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      client.stopQuery(request -> request.queryId(id));
    } catch (SdkException _) {
      // It has ended, or stopping it is not allowed.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Stops all of them, and every one that is started from now on.
  ///
  /// @return how many ran
  public int stopAll() {
    stopped = true;
    List<Thread> stops = new ArrayList<>();
    for (String id : List.copyOf(running.keySet())) {
      stops.add(Thread.ofVirtual().start(() -> stop(id)));
    }
    try {
      for (Thread stop : stops) {
        stop.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return stops.size();
  }
}
