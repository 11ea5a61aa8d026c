package dev.rolecall.lambda.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Reads the messages of a queue, and writes which of them come again (`ReportBatchItemFailures`).
/// A handler that gets events of other kinds, too, reads them from the JSON that came, in which
/// Lambda spells some names with a capital letter.
public final class QueueMessages {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private QueueMessages() {}

  /// Whether `event` holds messages of a queue.
  public static boolean isQueue(JsonNode event) {
    JsonNode records = event.path("Records");
    return !records.isEmpty()
        && StreamSupport.stream(records.spliterator(), false).allMatch(QueueMessages::isMessage);
  }

  /// Whether a record is a message of a queue.
  public static boolean isMessage(JsonNode entry) {
    return entry.path("body").isTextual() && entry.path("messageId").isTextual();
  }

  /// The messages of `event`, in their order.
  ///
  /// @throws IllegalArgumentException when they are not messages of a queue
  public static List<SQSEvent.SQSMessage> read(JsonNode event) {
    return StreamSupport.stream(event.path("Records").spliterator(), false)
        .map(QueueMessages::message)
        .toList();
  }

  /// One message.
  ///
  /// @throws IllegalArgumentException when it is not a message of a queue
  public static SQSEvent.SQSMessage message(JsonNode entry) {
    try {
      return JSON.treeToValue(entry, SQSEvent.SQSMessage.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /// An attribute that SQS gives a message; empty when it does not.
  public static Optional<String> attribute(SQSEvent.SQSMessage message, String name) {
    return Optional.ofNullable(message.getAttributes()).map(all -> all.get(name));
  }

  /// The answer to Lambda.
  ///
  /// @param failed IDs of the messages that come again
  public static String answer(List<String> failed) {
    try {
      return JSON.writeValueAsString(
          new SQSBatchResponse(
              failed.stream().map(SQSBatchResponse.BatchItemFailure::new).toList()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
