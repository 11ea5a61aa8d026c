package dev.rolecall.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import software.amazon.event.ruler.Machine;

/// A rule out of the synthesized template, whose pattern EventBridge's own matcher judges events
/// by.
enum DeployedRule {
  DENIALS("DenialsRule"),
  IAM_CHANGES("SweepTriggersChanges");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String id;

  DeployedRule(String id) {
    this.id = id;
  }

  /// Whether it hands over an event.
  boolean takes(Variant variant, JsonNode event) throws Exception {
    JsonNode rule = variant.resource("AWS::Events::Rule", id);
    Machine machine = Machine.builder().build();
    machine.addRule(id, rule.get("EventPattern").toString());
    return !machine.rulesForJSONEvent(event.toString()).isEmpty();
  }

  /// A record of CloudTrail as EventBridge delivers it.
  static ObjectNode delivered(JsonNode entry) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("version", "0")
            .put("id", entry.path("eventID").asText())
            .put("detail-type", "AWS API Call via CloudTrail")
            .put("source", "aws." + entry.path("eventSource").asText().replaceFirst("\\..*", ""))
            .put("account", entry.path("recipientAccountId").asText())
            .put("time", entry.path("eventTime").asText())
            .put("region", entry.path("awsRegion").asText());
    event.putArray("resources");
    event.set("detail", entry);
    return event;
  }
}
