package dev.rolecall.infra.resource;

import dev.rolecall.infra.wording.StackWords;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// Where what could not be delivered waits for a person, for as long as SQS keeps anything.
///
/// It is encrypted with the key of SQS, not with one of ours: EventBridge, SNS and Lambda write to
/// it, and a key policy that forgets one of them would lose what the queue is there to keep.
public record FailureQueue(Queue queue) {

  /// The longest that SQS keeps anything.
  static final Duration KEPT = Duration.days(14);

  public static FailureQueue create(Construct scope, String id) {
    return create(builder(scope, id));
  }

  /// Behind a FIFO queue.
  static FailureQueue fifo(Construct scope, String id) {
    return create(builder(scope, id).fifo(true));
  }

  private static Queue.Builder builder(Construct scope, String id) {
    return Queues.encrypted(new Construct(scope, id)).retentionPeriod(KEPT);
  }

  private static FailureQueue create(Queue.Builder builder) {
    Queue queue = builder.build();
    NagSuppressions.addResourceSuppressions(
        queue,
        List.of(
            NagPackSuppression.builder()
                .id("AwsSolutions-SQS3")
                .reason(StackWords.noQueueBehind())
                .build()));
    return new FailureQueue(queue);
  }
}
