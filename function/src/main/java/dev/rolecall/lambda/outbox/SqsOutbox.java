package dev.rolecall.lambda.outbox;

import dev.rolecall.channel.wording.DeliveryWords;
import dev.rolecall.evidence.aws.AwsErrors;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/// A FIFO queue of SQS, whose message groups are the lines, and its dead-letter queue.
public final class SqsOutbox implements Outbox {

  private static final String SQS = "SQS";

  /// SQS allows twelve hours from the delivery on, some time of which is over.
  private static final int MOST_SECONDS = 39_600;

  private final SqsClient sqs;
  private final Urls urls;

  public SqsOutbox(SqsClient sqs, Urls urls) {
    this.sqs = sqs;
    this.urls = urls;
  }

  /// The addresses of the queue and of its dead-letter queue.
  public record Urls(String queue, String deadLetters) {}

  @Override
  public void put(String body, String line, String id) {
    send(urls.queue(), body, line, id);
  }

  @Override
  public void bury(String body, String id) {
    send(urls.deadLetters(), body, id, id);
  }

  private void send(String url, String body, String group, String id) {
    asking(
        () ->
            sqs.sendMessage(
                message ->
                    message
                        .queueUrl(url)
                        .messageBody(body)
                        .messageGroupId(group)
                        .messageDeduplicationId(id)));
  }

  @Override
  public void delay(String receipt, Duration time) {
    int seconds = (int) Math.min(MOST_SECONDS, time.toSeconds());
    asking(
        () ->
            sqs.changeMessageVisibility(
                change ->
                    change
                        .queueUrl(urls.queue())
                        .receiptHandle(receipt)
                        .visibilityTimeout(seconds)));
  }

  private static void asking(Runnable question) {
    try {
      question.run();
    } catch (AwsServiceException e) {
      throw new OutboxFailure(
          DeliveryWords.answered(
              SQS, e.statusCode(), AwsErrors.plainCode(e).orElse(DeliveryWords.noErrorCode())));
    } catch (SdkException _) {
      throw new OutboxFailure(DeliveryWords.noAnswer(SQS));
    }
  }
}
