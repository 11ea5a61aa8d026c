package dev.rolecall.incident.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.incident.Denials;
import dev.rolecall.incident.IncidentSweep;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.repository.IncidentRepository.Change;
import dev.rolecall.incident.repository.IncidentRepository.Outcome;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.IncidentState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The table of an installation that was not updated for a while: its items, as the version before
/// shared causes, denied identities and actions wrote them, in every state that it knew.
class EarlierItemsTest {

  /// A second after the last of them was written.
  private static final Instant UPDATED = Instant.parse("2026-11-29T02:05:33Z");

  private static final Path ITEMS =
      Path.of("src/test/resources/dev/rolecall/incident/dynamo/items-before-shared-causes.ndjson");

  private final LocalTable local = new LocalTable();
  private final List<Notification> heard = new ArrayList<>();
  private final Map<String, Denial> denials = new HashMap<>();
  private Instant now = UPDATED;
  private final DynamoIncidentRepository table =
      new DynamoIncidentRepository(local.client(), LocalTable.NAME, () -> now);
  private List<String> ids = List.of();

  @BeforeEach
  void fill() throws IOException {
    List<String> all = new ArrayList<>();
    for (String line : Files.readAllLines(ITEMS)) {
      Map<String, AttributeValue> item = map(new ObjectMapper().readTree(line));
      local.client().putItem(put -> put.tableName(LocalTable.NAME).item(item));
      if (AttributeValue.fromS("incident").equals(item.get("sk"))) {
        all.add(Optional.ofNullable(item.get("pk")).orElseThrow().s());
      }
    }
    ids = all;
  }

  @AfterEach
  void close() {
    local.close();
  }

  @Test
  void everyIncidentIsReadInItsStateAndKeepsItsId() {
    Map<IncidentState, Long> states =
        ids.stream()
            .map(id -> table.find(id).orElseThrow())
            .collect(Collectors.groupingBy(Incident::phase, Collectors.counting()));
    assertThat(states)
        .isEqualTo(
            Map.of(
                IncidentState.HELD, 7L,
                IncidentState.OPEN, 8L,
                IncidentState.QUIET, 1L,
                IncidentState.MUTED, 1L,
                IncidentState.FOLDED, 2L,
                IncidentState.WATCHED, 8L,
                IncidentState.RESOLVED, 2L));
    assertThat(ids).allSatisfy(id -> assertThat(table.find(id).orElseThrow().id()).isEqualTo(id));
  }

  @Test
  void everyIncidentIsWrittenAgain() {
    assertThat(ids)
        .allSatisfy(
            id ->
                assertThat(table.write(Change.of(table.find(id).orElseThrow())))
                    .isInstanceOf(Outcome.Kept.class));
  }

  @Test
  void whatWasNotSentBeforeTheUpdateIsSentAfterIt() {
    now = UPDATED.plus(Duration.ofMinutes(2));
    sweep();
    assertThat(heard).extracting(EarlierItemsTest::caller).contains("unsent");
  }

  @Test
  void nothingStaysOpenForever() {
    for (int hour = 0; hour < 60; hour++) {
      now = now.plus(Duration.ofHours(1));
      assertThat(sweep()).allSatisfy(look -> assertThat(look.failure()).isEmpty());
    }
    assertThat(table.live()).isEmpty();
  }

  private List<IncidentSweep.LookResult> sweep() {
    return new IncidentSweep(
            IncidentRules.standard(),
            List.of("owner"),
            table,
            this::send,
            () -> now,
            event -> Optional.of(explained(new String(event, StandardCharsets.UTF_8))))
        .due(1_000, Instant.MAX);
  }

  private Explanation explained(String event) {
    Denial denial =
        denials.computeIfAbsent(
            event, id -> Denials.denial(id, UPDATED, id, "session", "role-of-" + id));
    return Denials.denied(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
  }

  private DeliveryResult send(Notification notification) {
    heard.add(notification);
    return new DeliveryResult.Delivered(Optional.empty());
  }

  private static String caller(Notification notification) {
    return notification instanceof Notification.OfRefusal refusal
        ? refusal.incident().subject().caller().replaceFirst(".*/", "")
        : "";
  }

  private static Map<String, AttributeValue> map(JsonNode json) {
    Map<String, AttributeValue> map = new HashMap<>();
    json.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
    return map;
  }

  /// DynamoDB's own JSON.
  private static AttributeValue value(JsonNode json) {
    Map.Entry<String, JsonNode> typed = json.properties().iterator().next();
    JsonNode value = typed.getValue();
    return switch (typed.getKey()) {
      case "S" -> AttributeValue.fromS(value.asText());
      case "N" -> AttributeValue.fromN(value.asText());
      case "BOOL" -> AttributeValue.fromBool(value.asBoolean());
      case "B" ->
          AttributeValue.fromB(SdkBytes.fromByteArray(Base64.getDecoder().decode(value.asText())));
      case "M" -> AttributeValue.fromM(map(value));
      case "L" -> AttributeValue.fromL(value.valueStream().map(EarlierItemsTest::value).toList());
      default -> throw new IllegalArgumentException(typed.getKey());
    };
  }
}
