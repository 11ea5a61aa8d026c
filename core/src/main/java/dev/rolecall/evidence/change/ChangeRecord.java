package dev.rolecall.evidence.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.evidence.ChangeEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A CloudTrail record worth a line in `changes.ndjson`.
///
/// @param line without line breaks and without the credentials that a call returned
/// @param pair who assumed which role; the event's id for changes
public record ChangeRecord(String line, String pair) {

  private static final JsonMapper JSON = new JsonMapper();

  /// The names under which IAM's changes are recorded.
  public static List<String> iamEventNames() {
    return ChangeEvent.Source.IAM.events().stream().map(Enum::name).toList();
  }

  /// The record in `text`; empty when a snapshot could not use it.
  public static Optional<ChangeRecord> parse(String text) {
    try {
      if (!(ChangeReader.read(text.getBytes(StandardCharsets.UTF_8))
              instanceof ChangeReader.Line.Told(RecordedEffect recordedEffect))
          || !(JSON.readTree(text) instanceof ObjectNode record)) {
        return Optional.empty();
      }
      if (record.get("responseElements") instanceof ObjectNode response) {
        response.remove("credentials");
      }
      JsonNode identity = record.path("userIdentity");
      String who = identity.at("/sessionContext/sessionIssuer/arn").asText(recordedEffect.by());
      String what = record.at("/requestParameters/roleArn").asText("");
      return Optional.of(
          new ChangeRecord(
              JSON.writeValueAsString(record),
              what.isEmpty() ? recordedEffect.id() : who + " " + what));
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }
}
