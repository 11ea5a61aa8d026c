package dev.rolecall.lambda.outbox;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.lambda.queue.QueueMessages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what Lambda hands to a channel's function: messages that SNS delivered itself, or messages
/// of a queue, which hold what SNS wraps around a message or the message alone. Installations of
/// earlier versions have the function subscribed to the topic; what is on its way when they are
/// updated still comes.
public final class IncomingMessages {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOTIFICATION = "Notification";
  private static final String MESSAGE = "Message";
  private static final String MESSAGE_ID = "MessageId";

  private IncomingMessages() {}

  /// The messages in `event`, in their order; none when it is anything else.
  public static List<IncomingMessage> read(JsonNode event) {
    List<IncomingMessage> messages = new ArrayList<>();
    for (JsonNode entry : event.path("Records")) {
      if (entry.path("Sns").isObject()) {
        messages.add(fromTopic(entry.path("Sns")));
      } else if (QueueMessages.isMessage(entry)) {
        messages.add(fromQueue(QueueMessages.message(entry)));
      }
    }
    return messages;
  }

  private static IncomingMessage fromTopic(JsonNode sns) {
    return new IncomingMessage(
        sns.path(MESSAGE_ID).asText(""),
        sns.path(MESSAGE).asText(""),
        JSON.createObjectNode()
            .put("Type", NOTIFICATION)
            .put(MESSAGE_ID, sns.path(MESSAGE_ID).asText(""))
            .put("TopicArn", sns.path("TopicArn").asText(""))
            .put("Timestamp", sns.path("Timestamp").asText(""))
            .put(MESSAGE, sns.path(MESSAGE).asText(""))
            .toString(),
        Optional.empty());
  }

  private static IncomingMessage fromQueue(SQSEvent.SQSMessage message) {
    String body = message.getBody();
    String id = message.getMessageId();
    IncomingMessage.Receipt receipt =
        new IncomingMessage.Receipt(
            id,
            Optional.ofNullable(message.getReceiptHandle()).orElse(""),
            QueueMessages.attribute(message, "ApproximateReceiveCount")
                .map(Integer::parseInt)
                .orElse(1),
            Instant.ofEpochMilli(
                QueueMessages.attribute(message, "SentTimestamp").map(Long::parseLong).orElse(0L)),
            QueueMessages.attribute(message, "MessageGroupId"));
    JsonNode envelope = parsed(body);
    return envelope.path("Type").asText("").equals(NOTIFICATION)
            && envelope.path(MESSAGE).isTextual()
        ? new IncomingMessage(
            envelope.path(MESSAGE_ID).asText(id),
            envelope.path(MESSAGE).textValue(),
            body,
            Optional.of(receipt))
        : new IncomingMessage(id, body, body, Optional.of(receipt));
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException _) {
      return JSON.missingNode();
    }
  }
}
