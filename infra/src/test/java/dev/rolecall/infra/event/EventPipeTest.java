package dev.rolecall.infra.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.infra.DeployedRule;
import dev.rolecall.infra.Variant;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.event.ruler.Machine;

/// Notifications from the topics to the default bus.
@Tag("slow")
class EventPipeTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode pipe() {
    return Variant.STANDARD.resource("AWS::Pipes::Pipe", "Events");
  }

  private static boolean passes(JsonNode body) throws Exception {
    Machine machine = Machine.builder().build();
    machine.addRule(
        "filter", pipe().at("/SourceParameters/FilterCriteria/Filters/0/Pattern").asText());
    JsonNode message = JSON.createObjectNode().set("body", body);
    return !machine.rulesForJSONEvent(message.toString()).isEmpty();
  }

  @Test
  void everyNotificationBecomesAnEventOfOurSource() throws Exception {
    JsonNode target = pipe().path("TargetParameters");
    JsonNode bus = target.path("EventBridgeEventBusParameters");

    assertThat(bus.path("Source").asText()).isEqualTo("rolecall");
    for (JsonNode body : SampleEvents.messages().values()) {
      assertThat(passes(body)).isTrue();
      JsonNode message = JSON.createObjectNode().set("body", body);
      assertThat(Transformer.value(message, bus.path("DetailType").asText()).asText())
          .matches("Rolecall (Incident Notification|Digest)");
      String template = target.path("InputTemplate").asText();
      assertThat(Transformer.value(message, template.substring(1, template.length() - 1)))
          .isEqualTo(body.at("/event/detail"));
    }
  }

  @Test
  void whatHasNoEventIsLeftAlone() throws Exception {
    assertThat(passes(JSON.readTree("{\"schema\": \"rolecall/1\", \"incident\": {}}"))).isFalse();
    assertThat(passes(JSON.readTree("{\"event\": {\"detail\": {\"schema\": \"other/1\"}}}")))
        .isFalse();
  }

  /// The pipe reads the text for queues, not SNS's envelope around it.
  @Test
  void bothTopicsHandOverTheBareText() {
    assertThat(Variant.STANDARD.resources("AWS::SNS::Subscription").values())
        .hasSize(2)
        .allSatisfy(
            subscription -> {
              assertThat(subscription.path("Protocol").asText()).isEqualTo("sqs");
              assertThat(subscription.path("RawMessageDelivery").asBoolean()).isTrue();
              assertThat(subscription.has("RedrivePolicy")).isTrue();
            });
  }

  @Test
  void whatCannotBePutWaitsForTwoHoursAndIsThenKept() {
    JsonNode queue = Variant.STANDARD.resource("AWS::SQS::Queue", "EventsQueue");
    assertThat(
            queue.path("VisibilityTimeout").asInt()
                * queue.at("/RedrivePolicy/maxReceiveCount").asInt())
        .isEqualTo(7_200);
    assertThat(queue.at("/RedrivePolicy/deadLetterTargetArn/Fn::GetAtt/0").asText())
        .startsWith("EventsUndelivered");
  }

  @Test
  void eventsCanBeTurnedOff() {
    assertThat(Variant.MINIMAL.resources("AWS::Pipes::Pipe")).isEmpty();
    assertThat(Variant.MINIMAL.resources("AWS::SQS::Queue").keySet())
        .isNotEmpty()
        .noneMatch(id -> id.startsWith("Events"));
  }

  /// Or an alert would be about itself.
  @ParameterizedTest
  @EnumSource(DeployedRule.class)
  void noRuleForAwsTakesOurEvents(DeployedRule rule) throws Exception {
    for (JsonNode event : SampleEvents.all().values()) {
      assertThat(rule.takes(Variant.EVERYTHING, event)).isFalse();
    }
  }

  @Test
  void onlyThePipePutsEvents() {
    assertThat(
            Variant.EVERYTHING.resources("AWS::IAM::Role").entrySet().stream()
                .filter(
                    role ->
                        StreamSupport.stream(role.getValue().path("Policies").spliterator(), false)
                            .anyMatch(policy -> policy.toString().contains("events:PutEvents")))
                .map(role -> role.getKey().replaceAll("[0-9A-F]{8}$", "")))
        .containsExactly("EventsRole");
  }
}
