package dev.rolecall.incident.queue;

import dev.rolecall.incident.LookQueue;
import dev.rolecall.incident.dynamo.TableItems;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.problem.StoreWords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/// Looks through an SQS queue whose messages start the sweep function.
///
/// @param queue the address of the queue
/// @param failures the address of the queue of incidents that failed too often
public record SqsLookQueue(SqsClient sqs, String queue, Optional<String> failures)
    implements LookQueue {

  /// SQS takes no more messages at a time.
  private static final int BATCH = 10;

  private static final String QUEUE = StoreWords.lookQueue();

  @Override
  public void look(List<String> incidents, Duration delay) {
    send(incidents, Optional.empty(), delay);
  }

  @Override
  public void lookIfDue(List<String> incidents, Duration delay, Instant until) {
    send(incidents, Optional.of(until), delay);
  }

  private void send(List<String> incidents, Optional<Instant> until, Duration delay) {
    Duration wait = delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    // Whole seconds: an incident that is looked at too early is not due yet.
    long seconds = Math.max(0, wait.plusNanos(999_999_999).toSeconds());
    int delaySeconds = Math.toIntExact(Math.min(seconds, LONGEST_DELAY.toSeconds()));
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (int from = 0; from < incidents.size(); from += PART) {
      List<String> part = incidents.subList(from, Math.min(from + PART, incidents.size()));
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .messageBody(new LookMessage(part, until).json())
              .delaySeconds(delaySeconds)
              .build());
      if (entries.size() == BATCH) {
        send(entries);
        entries.clear();
      }
    }
    if (!entries.isEmpty()) {
      send(entries);
    }
  }

  private void send(List<SendMessageBatchRequestEntry> entries) {
    List<SendMessageBatchRequestEntry> batch = List.copyOf(entries);
    List<BatchResultErrorEntry> failed =
        TableItems.asking(
            QUEUE,
            () -> sqs.sendMessageBatch(request -> request.queueUrl(queue).entries(batch)).failed());
    if (!failed.isEmpty()) {
      throw new RepositoryFailure(StoreWords.unusable(QUEUE, failed.getFirst().code()));
    }
  }

  @Override
  public void giveUp(String incident, int count, String reason) {
    failures.ifPresent(
        url ->
            TableItems.asking(
                QUEUE,
                () ->
                    sqs.sendMessage(
                        request ->
                            request
                                .queueUrl(url)
                                .messageBody(LookMessage.failed(incident, count, reason)))));
  }
}
