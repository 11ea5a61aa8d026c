package dev.rolecall.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.amazon.awscdk.services.sqs.QueueProps;
import software.constructs.Construct;

/// Where one hop leaves what it could not deliver. Encrypted with a key of SQS itself, which every
/// sender may use: the last resort must not fail for want of a key's permission.
final class FailureQueue {

  private FailureQueue() {}

  static Queue create(Construct scope, String id) {
    Queue queue =
        new Queue(
            scope,
            id,
            QueueProps.builder()
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                // The longest there is: somebody has to read it.
                .retentionPeriod(Duration.days(14))
                .build());
    NagSuppressions.addResourceSuppressions(
        queue,
        List.of(
            NagPackSuppression.builder()
                .id("AwsSolutions-SQS3")
                .reason("it is the dead-letter queue, of a sender that is no queue")
                .build()));
    return queue;
  }
}
