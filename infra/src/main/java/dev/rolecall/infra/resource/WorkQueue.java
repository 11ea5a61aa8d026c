package dev.rolecall.infra.resource;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// What a function does one after the other; what fails three times waits for a person.
///
/// @param queue where it waits for the function
/// @param undelivered what could not be done
public record WorkQueue(Queue queue, FailureQueue undelivered) {

  private static final int TRIES = 3;

  /// Longer than all tries take.
  private static final Duration KEPT = Duration.hours(4);

  /// Creates both queues.
  ///
  /// @param timeout of the function
  public static WorkQueue create(Construct parent, String id, Duration timeout) {
    Construct scope = new Construct(parent, id);
    FailureQueue undelivered = FailureQueue.create(scope, "Undelivered");
    Queue queue =
        Queues.before(scope, undelivered, TRIES)
            .retentionPeriod(KEPT)
            .visibilityTimeout(Queues.visibility(timeout))
            .build();
    return new WorkQueue(queue, undelivered);
  }
}
