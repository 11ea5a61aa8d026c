package dev.rolecall.infra.resource;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.SqsSubscription;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// Where the messages for a channel wait. A topic that has subscribers of all kinds delivers to no
/// queue that keeps an order, so that there are two.
///
/// @param inbox subscribed to the topics; the channel's function takes its messages to the outbox
///   at once
/// @param outbox hands out the messages of one channel in their order, and waits for the channel
/// @param undelivered what SNS could not deliver to the inbox, and what the function could not take
///   from there
/// @param deadLetters what the channel did not take in time
public record ChannelQueues(
    Queue inbox, Queue outbox, FailureQueue undelivered, FailureQueue deadLetters) {

  /// AWS recommends six times the timeout of the function.
  private static final int TIMEOUTS = 6;

  private static final Duration KEPT_IN_INBOX = Duration.days(4);

  /// About a day, when each attempt takes a visibility timeout.
  private static final int MOST_FROM_INBOX = 500;

  /// The most there may be: the function itself ends attempts after four days, with fewer.
  private static final int MOST_FROM_OUTBOX = 1_000;

  /// Creates the queues of a channel.
  ///
  /// @param timeout of the channel's function
  public static ChannelQueues create(Construct scope, Duration timeout) {
    Duration visibility = Duration.seconds(timeout.toSeconds().intValue() * TIMEOUTS);
    FailureQueue undelivered = FailureQueue.create(scope, "Undelivered");
    FailureQueue deadLetters = FailureQueue.fifo(scope, "DeadLetters");
    return new ChannelQueues(
        FailureQueue.builder(scope, "Inbox")
            .visibilityTimeout(visibility)
            .retentionPeriod(KEPT_IN_INBOX)
            .deadLetterQueue(behind(undelivered, MOST_FROM_INBOX))
            .build(),
        FailureQueue.builder(scope, "Outbox")
            .fifo(true)
            .visibilityTimeout(visibility)
            .deadLetterQueue(behind(deadLetters, MOST_FROM_OUTBOX))
            .build(),
        undelivered,
        deadLetters);
  }

  private static DeadLetterQueue behind(FailureQueue queue, int most) {
    return DeadLetterQueue.builder().queue(queue.queue()).maxReceiveCount(most).build();
  }

  /// Subscribes the inbox.
  public void subscribe(Topic topic) {
    topic.addSubscription(
        SqsSubscription.Builder.create(inbox).deadLetterQueue(undelivered.queue()).build());
  }

  /// Those that hold messages for a while, when all is well.
  public List<Queue> passing() {
    return List.of(inbox, outbox);
  }
}
