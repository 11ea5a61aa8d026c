package dev.rolecall.infra.resource;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.SqsSubscription;
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

  private static final Duration KEPT_IN_INBOX = Duration.days(4);

  /// About a day, when each attempt takes a visibility timeout.
  private static final int MOST_FROM_INBOX = 500;

  /// The most there may be: the function itself ends attempts after four days, with fewer.
  private static final int MOST_FROM_OUTBOX = 1_000;

  /// Creates the queues of a channel.
  ///
  /// @param timeout of the channel's function
  public static ChannelQueues create(Construct scope, Duration timeout) {
    Duration visibility = Queues.visibility(timeout);
    FailureQueue undelivered = FailureQueue.create(scope, "Undelivered");
    FailureQueue deadLetters = FailureQueue.fifo(scope, "DeadLetters");
    return new ChannelQueues(
        Queues.before(new Construct(scope, "Inbox"), undelivered, MOST_FROM_INBOX)
            .visibilityTimeout(visibility)
            .retentionPeriod(KEPT_IN_INBOX)
            .build(),
        Queues.before(new Construct(scope, "Outbox"), deadLetters, MOST_FROM_OUTBOX)
            .fifo(true)
            .visibilityTimeout(visibility)
            .retentionPeriod(FailureQueue.KEPT)
            .build(),
        undelivered,
        deadLetters);
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
