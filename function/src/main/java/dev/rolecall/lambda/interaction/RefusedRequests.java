package dev.rolecall.lambda.interaction;

import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.telemetry.InteractionMetrics;
import dev.rolecall.lambda.telemetry.InteractionMetrics.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/// Counts requests that are not Slack's. The first one is reported at once, and those that follow
/// it within seconds together: a flood of requests must not become a flood of log lines.
final class RefusedRequests {

  private static final Duration REST = Duration.ofSeconds(10);

  private final FunctionLog functionLog;
  private final InteractionMetrics metrics;
  private final InstantSource clock;
  private final Map<Refusal, Integer> counts = new EnumMap<>(Refusal.class);
  private Instant next = Instant.MIN;

  RefusedRequests(FunctionLog functionLog, InteractionMetrics metrics, InstantSource clock) {
    this.functionLog = functionLog;
    this.metrics = metrics;
    this.clock = clock;
  }

  synchronized void count(Refusal why) {
    counts.merge(why, 1, Integer::sum);
    report();
  }

  /// Reports what was counted since the last time, unless that was just before.
  synchronized void report() {
    Instant now = clock.instant();
    if (counts.isEmpty() || now.isBefore(next)) {
      return;
    }
    counts.forEach(
        (why, count) -> {
          functionLog.logRefusedRequests(why, count);
          metrics.countRefused(why, count);
        });
    counts.clear();
    next = now.plus(REST);
  }
}
