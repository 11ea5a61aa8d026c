package dev.rolecall.infra.resource;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/// What a function does one after the other; what fails three times waits for a person.
///
/// @param queue where it waits for the function
/// @param undelivered what could not be done
public record WorkQueue(Queue queue, FailureQueue undelivered) {

  private static final int TRIES = 3;

  /// Longer than all tries take.
  private static final Duration KEPT = Duration.hours(4);

  /// AWS's advice for queues that start functions.
  private static final int TIMEOUTS = 6;

  /// Creates both queues.
  ///
  /// @param timeout of the function
  public static WorkQueue create(Construct parent, String id, Duration timeout) {
    Construct scope = new Construct(parent, id);
    FailureQueue undelivered = FailureQueue.create(scope, "Undelivered");
    Queue queue =
        Queue.Builder.create(scope, "Queue")
            .encryption(QueueEncryption.SQS_MANAGED)
            .enforceSsl(true)
            .retentionPeriod(KEPT)
            .visibilityTimeout(Duration.seconds(TIMEOUTS * timeout.toSeconds().intValue()))
            .deadLetterQueue(
                DeadLetterQueue.builder().queue(undelivered.queue()).maxReceiveCount(TRIES).build())
            .build();
    return new WorkQueue(queue, undelivered);
  }
}
