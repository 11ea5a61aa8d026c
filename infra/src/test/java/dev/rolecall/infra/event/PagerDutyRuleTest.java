package dev.rolecall.infra.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.infra.Variant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.event.ruler.Machine;

/// What PagerDuty gets is what its Events API v2 documents:
/// https://developer.pagerduty.com/docs/send-alert-event
@Tag("slow")
class PagerDutyRuleTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FIELDS =
      Set.of("event_action", "dedup_key", "client", "client_url", "payload", "images", "links");
  private static final Set<String> PAYLOAD =
      Set.of(
          "summary",
          "source",
          "severity",
          "timestamp",
          "component",
          "group",
          "class",
          "custom_details");

  private static JsonNode rule() {
    return Variant.EVERYTHING.resource("AWS::Events::Rule", "PagerDuty");
  }

  private static boolean takes(JsonNode event) throws Exception {
    Machine machine = Machine.builder().build();
    machine.addRule("pagerDuty", rule().path("EventPattern").toString());
    return !machine.rulesForJSONEvent(event.toString()).isEmpty();
  }

  private static JsonNode sent(JsonNode event) throws Exception {
    return JSON.readTree(Transformer.of(rule().at("/Targets/0/InputTransformer")).apply(event));
  }

  @Test
  void itIsToldWhatOpensOrEndsAnAlertAndNothingElse() throws Exception {
    for (Map.Entry<String, JsonNode> event : SampleEvents.all().entrySet()) {
      assertThat(takes(event.getValue()))
          .as(event.getKey())
          .isEqualTo(
              !event.getKey().equals("digest")
                  && !event.getValue().at("/detail/action").asText().equals("update"));
    }
  }

  @Test
  void everyEventIsOneThatPagerDutyTakes() throws Exception {
    Map<String, String> actions = new TreeMap<>();
    for (Map.Entry<String, JsonNode> event : SampleEvents.all().entrySet()) {
      if (!takes(event.getValue())) {
        continue;
      }
      JsonNode sent = sent(event.getValue());
      assertThat(FIELDS).containsAll(keys(sent));
      assertThat(sent.path("event_action").asText()).matches("trigger|acknowledge|resolve");
      assertThat(sent.path("dedup_key").asText()).hasSizeBetween(1, 255);
      JsonNode payload = sent.path("payload");
      assertThat(PAYLOAD).containsAll(keys(payload));
      assertThat(payload.path("summary").asText()).hasSizeBetween(1, 1024);
      assertThat(payload.path("severity").asText()).matches("critical|error|warning|info");
      assertThat(payload.path("source").asText()).isEqualTo("AWS account 111122223333");
      assertThat(Instant.parse(payload.path("timestamp").asText())).isAfter("2026-01-01T00:00:00Z");
      assertThat(payload.path("component").isTextual() && payload.path("class").isTextual())
          .isTrue();
      assertThat(payload.path("custom_details").isObject()).isTrue();
      assertThat(sent.path("links"))
          .allSatisfy(
              link -> {
                assertThat(link.path("href").asText()).startsWith("https://");
                assertThat(link.path("text").asText()).isNotEmpty();
              });
      assertThat(sent.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(512_000);
      actions.put(event.getKey(), sent.path("event_action").asText());
    }
    assertThat(actions)
        .containsEntry("vendor-onboarding-first", "trigger")
        .containsEntry("vendor-onboarding-reminder", "trigger")
        .containsEntry("vendor-onboarding-reopened", "trigger")
        .containsEntry("vendor-onboarding-acknowledged", "acknowledge")
        .containsEntry("vendor-onboarding-snoozed", "acknowledge")
        .containsEntry("vendor-onboarding-resolved", "resolve")
        .containsEntry("vendor-onboarding-resolved-by-hand", "resolve")
        .containsEntry("shared-cause", "trigger")
        .containsEntry("shared-cause-resolved", "resolve")
        .containsEntry("search", "trigger")
        .containsEntry("search-resolved", "resolve");
  }

  @Test
  void theEndResolvesTheAlertThatTheFirstTriggered() throws Exception {
    Map<String, JsonNode> events = SampleEvents.all();
    JsonNode first = sent(Objects.requireNonNull(events.get("vendor-onboarding-first")));
    JsonNode end = sent(Objects.requireNonNull(events.get("vendor-onboarding-resolved")));
    JsonNode search = sent(Objects.requireNonNull(events.get("search")));
    assertThat(end.path("dedup_key")).isEqualTo(first.path("dedup_key"));
    assertThat(search.path("dedup_key")).isNotEqualTo(first.path("dedup_key"));
    assertThat(first.at("/payload/severity").asText()).isEqualTo("warning");
    assertThat(search.at("/payload/severity").asText()).isEqualTo("critical");
  }

  @Test
  void theKeyIsInTheBodyAndInNoTemplate() {
    JsonNode connection = Variant.EVERYTHING.resource("AWS::Events::Connection", "PagerDuty");
    JsonNode body = connection.at("/AuthParameters/InvocationHttpParameters/BodyParameters/0");
    assertThat(body.path("Key").asText()).isEqualTo("routing_key");
    assertThat(body.path("Value").asText())
        .isEqualTo("{{resolve:secretsmanager:rolecall/pagerduty:SecretString:::}}");
    assertThat(body.path("IsValueSecret").asBoolean()).isTrue();
  }

  @Test
  void itTriesForADayAndKeepsWhatIsLeft() {
    JsonNode target = rule().at("/Targets/0");
    assertThat(target.at("/RetryPolicy/MaximumEventAgeInSeconds").asInt()).isEqualTo(86_400);
    assertThat(target.at("/DeadLetterConfig/Arn/Fn::GetAtt/0").asText())
        .startsWith("PagerDutyUndelivered");
    JsonNode destination = Variant.EVERYTHING.resource("AWS::Events::ApiDestination", "PagerDuty");
    assertThat(destination.path("InvocationEndpoint").asText())
        .isEqualTo("https://events.eu.pagerduty.com/v2/enqueue");
    assertThat(destination.path("InvocationRateLimitPerSecond").asInt() * 60)
        .isLessThanOrEqualTo(120);
  }

  private static Set<String> keys(JsonNode object) {
    Set<String> keys = new TreeSet<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
