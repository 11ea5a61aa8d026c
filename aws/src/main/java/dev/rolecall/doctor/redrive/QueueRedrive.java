package dev.rolecall.doctor.redrive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.doctor.report.InstalledQueues;
import dev.rolecall.doctor.wording.RedriveWords;
import dev.rolecall.evidence.aws.AwsResult;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// Sends again what lies in one queue. What fails again while this goes on stays there.
final class QueueRedrive {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int BATCH = 10;
  private static final String FIFO = ".fifo";

  /// While a message is being sent, no other reader gets it.
  private static final int HELD_SECONDS = 300;

  /// SQS asks some of its servers only: an empty answer alone does not say that nothing is there.
  private static final int EMPTY_ANSWERS = 2;

  private static final int WAIT_SECONDS = 1;

  private final Redrive redrive;
  private final InstalledQueues.Kept kept;
  private final String url;
  private final Instant start;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> sentPayloads = new HashSet<>();
  private final Map<String, String> leftReceipts = new LinkedHashMap<>();
  private final SortedMap<String, Integer> left = new TreeMap<>();
  private Optional<String> unread = Optional.empty();
  private int sent;

  QueueRedrive(Redrive redrive, InstalledQueues.Kept kept, String url) {
    this.redrive = redrive;
    this.kept = kept;
    this.url = url;
    this.start = redrive.clock().instant();
  }

  /// @param found how many messages there are, as far as SQS knows
  RedriveReport.Queue run(long found) {
    int empty = 0;
    while (empty < EMPTY_ANSWERS && unread.isEmpty()) {
      List<Message> messages = receive();
      boolean any = false;
      for (Message message : messages) {
        if (seen.add(message.messageId())) {
          any = true;
          take(message);
        }
      }
      empty = any ? 0 : empty + 1;
    }
    leftReceipts.values().forEach(this::release);
    return new RedriveReport.Queue(kept, Math.max(found, seen.size()), sent, left, unread);
  }

  private List<Message> receive() {
    return redrive
        .sqs(
            "sqs:ReceiveMessage",
            client ->
                client
                    .receiveMessage(
                        ask ->
                            ask.queueUrl(url)
                                .maxNumberOfMessages(BATCH)
                                .visibilityTimeout(HELD_SECONDS)
                                .waitTimeSeconds(WAIT_SECONDS)
                                .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages())
        .fold(
            messages -> messages,
            () -> unread(RedriveWords.missing()),
            failed -> unread(GapSentence.why(failed.why())));
  }

  private List<Message> unread(String why) {
    unread = Optional.of(why);
    return List.of();
  }

  private void take(Message message) {
    Optional<String> payload = payload(message);
    Optional<String> problem =
        payload.isEmpty()
            ? Optional.of(unsendable())
            : isAgain(message, payload.get())
                ? Optional.of(RedriveWords.failedAgain())
                : send(message, payload.get());
    if (problem.isEmpty()) {
      payload.ifPresent(sentPayloads::add);
      problem = delete(message.receiptHandle()).map(RedriveWords::sentAndKept);
      sent++;
    }
    problem.ifPresent(
        why -> {
          left.merge(why, 1, Integer::sum);
          leftReceipts.put(message.messageId(), message.receiptHandle());
        });
  }

  /// Whether it was sent already while this goes on, and came back.
  private boolean isAgain(Message message, String payload) {
    String at = message.attributes().getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0");
    return sentPayloads.contains(payload)
        && Instant.ofEpochMilli(Long.parseLong(at)).isAfter(start);
  }

  /// What is sent again; empty when there is nothing that could be.
  private Optional<String> payload(Message message) {
    return switch (kept.holds()) {
      case EVENTS -> json(message).map(_ -> message.body());
      case INVOCATIONS ->
          json(message)
              .map(json -> json.path("requestPayload"))
              .filter(JsonNode::isContainerNode)
              .map(JsonNode::toString);
      case MESSAGES -> Optional.of(message.body());
      case PAGES, OTHER -> Optional.empty();
    };
  }

  private String unsendable() {
    return switch (kept.holds()) {
      case EVENTS, MESSAGES -> RedriveWords.notJson();
      case INVOCATIONS -> RedriveWords.noEvent();
      case PAGES -> RedriveWords.pages();
      case OTHER -> RedriveWords.other();
    };
  }

  /// Why it was not taken; empty when it was.
  private Optional<String> send(Message message, String payload) {
    return switch (kept.holds()) {
      case EVENTS, INVOCATIONS -> invoke(payload);
      case MESSAGES -> put(message);
      case PAGES, OTHER -> Optional.of(unsendable());
    };
  }

  private static Optional<JsonNode> json(Message message) {
    try {
      return Optional.of(JSON.readTree(message.body())).filter(JsonNode::isContainerNode);
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  private Optional<String> invoke(String event) {
    return problem(
        redrive
            .reader()
            .ask(
                redrive.where().account(),
                "lambda:InvokeFunction",
                (clients, credentials) ->
                    clients.lambda(credentials, Region.of(redrive.where().region())),
                lambda -> {
                  lambda.invokeLater(kept.to(), event.getBytes(StandardCharsets.UTF_8));
                  return true;
                }));
  }

  private Optional<String> put(Message message) {
    return problem(
        redrive
            .sqs("sqs:GetQueueUrl", client -> Redrive.url(client, kept.to()))
            .then(
                to ->
                    redrive.sqs(
                        "sqs:SendMessage",
                        client ->
                            client
                                .sendMessage(
                                    ask -> {
                                      ask.queueUrl(to).messageBody(message.body());
                                      if (kept.to().endsWith(FIFO)) {
                                        ask.messageGroupId(message.messageId())
                                            .messageDeduplicationId(message.messageId());
                                      }
                                    })
                                .messageId())));
  }

  private Optional<String> delete(String receipt) {
    return problem(
        redrive.sqs(
            "sqs:DeleteMessage",
            client -> client.deleteMessage(ask -> ask.queueUrl(url).receiptHandle(receipt))));
  }

  /// For other readers; without, it is theirs when the time is over.
  private void release(String receipt) {
    redrive.sqs(
        "sqs:ChangeMessageVisibility",
        client ->
            client.changeMessageVisibility(
                ask -> ask.queueUrl(url).receiptHandle(receipt).visibilityTimeout(0)));
  }

  private static Optional<String> problem(AwsResult<?> result) {
    return result.fold(
        _ -> Optional.empty(),
        () -> Optional.of(RedriveWords.targetMissing()),
        failed -> Optional.of(GapSentence.why(failed.why())));
  }
}
