package dev.rolecall.infra.resource;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// Incidents that wait for a look: parts of a sweep, first alerts that wait for others of the same
/// cause, and what people asked for. Several invocations of the sweep function take them.
///
/// @param failures what could not be looked at, again and again
public record CheckQueue(Queue queue, FailureQueue failures) {

  /// A message names some incidents, each of which may take seconds: that is enough for one
  /// invocation.
  private static final int BATCH = 1;

  /// Lambda puts messages back when the function is busy, and each time counts.
  private static final int MOST_RECEIVES = 10;

  /// What is older need not be looked at for this: the schedule has done it.
  private static final Duration KEPT = Duration.hours(1);

  /// What SQS takes: fewer workers it does not let be asked for.
  private static final int LEAST_WORKERS = 2;

  private static final int WORKERS = 10;

  /// Creates the queue.
  ///
  /// @param longest an invocation takes at most
  public static CheckQueue create(Construct parent, String id, Duration longest) {
    Construct scope = new Construct(parent, id);
    FailureQueue failures = FailureQueue.create(scope, "Failures");
    Queue queue =
        Queues.before(scope, failures, MOST_RECEIVES)
            .visibilityTimeout(Duration.seconds(longest.toSeconds().longValue() + 60))
            .retentionPeriod(KEPT)
            .build();
    return new CheckQueue(queue, failures);
  }

  /// Starts `function` for what is in the queue. One invocation stays free for the schedule.
  ///
  /// @param reservedConcurrency of the function; 0 when nothing is reserved
  public void start(IFunction function, int reservedConcurrency) {
    function.addEventSource(
        SqsEventSource.Builder.create(queue)
            .batchSize(BATCH)
            .reportBatchItemFailures(true)
            .maxConcurrency(workers(reservedConcurrency))
            .build());
  }

  /// How many invocations take from the queue at a time.
  ///
  /// @param reservedConcurrency of the function; 0 when nothing is reserved
  public static int workers(int reservedConcurrency) {
    return reservedConcurrency == 0 ? WORKERS : Math.max(LEAST_WORKERS, reservedConcurrency - 1);
  }
}
