package dev.rolecall.infra.resource;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/// What all queues of the stack have in common.
public final class Queues {

  /// AWS's advice for queues that start functions.
  private static final int TIMEOUTS = 6;

  private Queues() {}

  /// An encrypted queue that is read and written over TLS only.
  static Queue.Builder encrypted(Construct scope) {
    return Queue.Builder.create(scope, "Queue")
        .encryption(QueueEncryption.SQS_MANAGED)
        .enforceSsl(true);
  }

  /// One of which something goes elsewhere after it was received so often.
  public static Queue.Builder before(Construct scope, FailureQueue failures, int receives) {
    return encrypted(scope)
        .deadLetterQueue(
            DeadLetterQueue.builder().queue(failures.queue()).maxReceiveCount(receives).build());
  }

  /// How long a message is hidden that a function has.
  ///
  /// @param timeout of the function
  static Duration visibility(Duration timeout) {
    return Duration.seconds(TIMEOUTS * timeout.toSeconds().intValue());
  }
}
