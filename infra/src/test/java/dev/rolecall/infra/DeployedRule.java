package dev.rolecall.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.event.ruler.Machine;

/// A rule out of the synthesized template, whose pattern EventBridge's own matcher judges events
/// by.
public enum DeployedRule {
  DENIALS(Written.MONITOR, "DenialsRule"),
  IAM_CHANGES(Written.MONITOR, "SweepTriggersChanges"),
  ORGANIZATION_CHANGES(Written.MONITOR, "SurveyTriggersChanges"),
  FORWARDED_DENIALS(Written.MONITOR, "MemberDenialsRule"),
  FORWARDED_ORGANIZATION_CHANGES(Written.MONITOR, "SurveyTriggersMemberChanges"),
  MEMBER_DENIALS(Written.MEMBER, "DenialsRule"),
  MEMBER_ORGANIZATION_CHANGES(Written.MEMBER, "OrganizationChangesRule");

  private static final ObjectMapper JSON = new ObjectMapper();

  /// By their patterns: to compile one takes long.
  private static final Map<String, Machine> MACHINES = new ConcurrentHashMap<>();

  private final String stack;
  private final String id;

  DeployedRule(String stack, String id) {
    this.stack = stack;
    this.id = id;
  }

  /// Whether it hands over an event.
  public boolean takes(Variant variant, JsonNode event) throws Exception {
    String pattern = rule(variant).get("EventPattern").toString();
    Machine machine = MACHINES.get(pattern);
    if (machine == null) {
      machine = Machine.builder().build();
      machine.addRule(id, pattern);
      MACHINES.put(pattern, machine);
    }
    return !machine.rulesForJSONEvent(event.toString()).isEmpty();
  }

  /// As it is deployed.
  public JsonNode rule(Variant variant) {
    StackTemplate template =
        stack.equals(Written.MONITOR)
            ? new StackTemplate(variant.json())
            : Written.template(variant, stack);
    return template.resource("AWS::Events::Rule", id);
  }

  /// A record of CloudTrail as EventBridge delivers it.
  public static ObjectNode delivered(JsonNode entry) {
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
