package dev.rolecall.lambda.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.aws.Moto;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// A FIFO queue in the stand-in for SQS.
@ResourceLock(Moto.SERVER)
class SqsOutboxTest {

  private final Moto moto = Moto.empty();
  private final SqsClient sqs =
      SqsClient.builder()
          .endpointOverride(moto.endpoint())
          .region(Region.US_EAST_1)
          .credentialsProvider(moto.home())
          .httpClient(UrlConnectionHttpClient.create())
          .build();
  private final String queue = fifo("outbox.fifo");
  private final String deadLetters = fifo("dead.fifo");
  private final SqsOutbox outbox = new SqsOutbox(sqs, new SqsOutbox.Urls(queue, deadLetters));

  private String fifo(String name) {
    return sqs.createQueue(
            ask -> ask.queueName(name).attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
        .queueUrl();
  }

  private List<Message> receive(String url) {
    return sqs.receiveMessage(ask -> ask.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(0))
        .messages();
  }

  @AfterEach
  void stop() {
    sqs.close();
  }

  @Test
  void messagesWaitInTheirOrderOnce() {
    outbox.put("one", "line", "1");
    outbox.put("two", "line", "2");
    outbox.put("one", "line", "1");

    assertThat(receive(queue)).extracting(Message::body).containsExactly("one", "two");
  }

  @Test
  void aMessageThatIsDelayedIsHeldBack() {
    outbox.put("one", "line", "1");
    Message message = receive(queue).getFirst();

    outbox.delay(message.receiptHandle(), Duration.ofDays(2));
    assertThat(receive(queue)).isEmpty();
    outbox.delay(message.receiptHandle(), Duration.ZERO);
    assertThat(receive(queue)).hasSize(1);
  }

  @Test
  void whatIsBuriedIsInTheOtherQueue() {
    outbox.bury("one", "1");

    assertThat(receive(queue)).isEmpty();
    assertThat(receive(deadLetters)).extracting(Message::body).containsExactly("one");
  }

  @Test
  void aQueueThatIsMissingIsSaidWithoutTheMessage() {
    sqs.deleteQueue(ask -> ask.queueUrl(queue));

    assertThatThrownBy(() -> outbox.put("secret", "line", "1"))
        .isInstanceOf(OutboxFailure.class)
        .hasMessageStartingWith("SQS answered 400 ")
        .message()
        .doesNotContain("secret");
  }
}
