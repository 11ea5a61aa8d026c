package dev.rolecall.incident.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.incident.ActionRequest;
import dev.rolecall.incident.ActionResult;
import dev.rolecall.incident.DenialIntake;
import dev.rolecall.incident.Denials;
import dev.rolecall.incident.IncidentActions;
import dev.rolecall.incident.IncidentSweep;
import dev.rolecall.incident.LookQueue;
import dev.rolecall.incident.action.IncidentAction;
import dev.rolecall.incident.notification.DeliveryFailure;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The table after a rollback to the version before shared causes and actions: that one reads every
/// item that its sweep comes across, in every state that this version writes.
class RolledBackTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROLE = "deploy";

  private final LocalTable local = new LocalTable();
  private final Map<String, Denial> denials = new HashMap<>();

  /// What this version alone knows of what was written, by its property.
  private final Set<String> met = new TreeSet<>();

  private CauseCode cause = CauseCode.PRINCIPAL_NOT_TRUSTED;
  private boolean fixed;
  private boolean down;
  private Instant now = Instant.parse("2026-11-03T02:00:00Z");

  @AfterEach
  void close() {
    local.close();
  }

  @Test
  void whatOneCauseBlocksIsReadOrNotSeen() throws DeliveryFailure, JsonProcessingException {
    for (int i = 0; i < 6; i++) {
      denied("caller-" + i, ROLE);
    }
    readAll();
    assertThat(met).containsExactly("reasonNow GATHER");

    sweep(Duration.ofSeconds(20));
    IncidentSubject cause =
        new IncidentSubject.SharedCause(
            "arn:aws:iam::111122223333:role/deploy", "", CauseCode.PRINCIPAL_NOT_TRUSTED);
    Incident shared = store().find(cause.id()).orElseThrow();
    assertThat(shared.phase()).isEqualTo(IncidentState.OPEN);
    assertThat(store().live()).contains(cause.id());
    assertThat(index("LIVE")).hasSize(6).doesNotContain(cause.id());
    assertThat(index("SHARED_LIVE")).containsExactly(cause.id());
    readAll();
    assertThatThrownBy(() -> EarlierReader.read(json(cause.id())))
        .isInstanceOf(JsonProcessingException.class);

    down = true;
    act(cause.id(), new IncidentAction.Acknowledge());
    assertThat(store().urgent(now, 5)).containsExactly(cause.id());
    assertThatThrownBy(() -> sweep(Duration.ofSeconds(1)))
        .isInstanceOf(IllegalStateException.class);
    readAll();
    down = false;
    fixed = true;
    for (int minute = 0; minute < 10; minute++) {
      sweep(Duration.ofMinutes(1));
      readAll();
    }
    assertThat(store().live()).isEmpty();
    assertThat(store().endedSince(now.minus(Duration.ofHours(1)))).contains(cause.id());
    assertThat(index("ENDED")).hasSize(6).doesNotContain(cause.id());
  }

  @Test
  void whatPeopleDidIsRead() throws DeliveryFailure, JsonProcessingException {
    String id = denied("ci", ROLE);
    sweep(Duration.ofSeconds(20));
    for (IncidentAction action :
        List.of(
            new IncidentAction.Acknowledge(),
            new IncidentAction.Snooze(Optional.of(now.plus(Duration.ofHours(1)))),
            new IncidentAction.Unsnooze(),
            new IncidentAction.CheckAgain(),
            new IncidentAction.Resend())) {
      act(id, action);
      readAll();
      down = true;
      assertThatThrownBy(() -> sweep(Duration.ofSeconds(1)))
          .isInstanceOf(IllegalStateException.class);
      readAll();
      down = false;
      sweep(Duration.ofMinutes(2));
      readAll();
    }
    act(id, new IncidentAction.Resolve());
    readAll();
    sweep(Duration.ofMinutes(1));
    readAll();
    assertThat(met).contains("kindNow HANDLED", "howNow BY_HAND");

    now = now.plus(Duration.ofMinutes(5));
    down = true;
    assertThatThrownBy(() -> denied("ci", ROLE)).isInstanceOf(IllegalStateException.class);
    readAll();
    assertThat(met).contains("kindNow REOPENED", "resolutionNow BY_HAND");
    assertThat(EarlierReader.read(json(id)).resolution()).isEmpty();
    assertThat(store().find(id).orElseThrow().resolution()).isPresent();
    down = false;
    sweep(Duration.ofMinutes(1));
    readAll();
  }

  @Test
  void whatPassedIsRead() throws DeliveryFailure, JsonProcessingException {
    cause = CauseCode.PROPAGATION;
    String id = denied("ci", ROLE);
    readAll();
    fixed = true;
    for (int minute = 0; minute < 5; minute++) {
      sweep(Duration.ofMinutes(1));
      readAll();
    }
    assertThat(store().find(id).orElseThrow().phase()).isEqualTo(IncidentState.RESOLVED);
    assertThat(met).containsExactly("howNow PASSED");
  }

  @Test
  void aSearchIsRead() throws DeliveryFailure, JsonProcessingException {
    for (int i = 0; i < 20; i++) {
      denied("scout", "role-" + i);
      readAll();
      sweep(Duration.ofSeconds(5));
      readAll();
    }
    assertThat(index("LIVE")).anyMatch(id -> id.startsWith("search-"));
    sweep(Duration.ofDays(4));
    sweep(Duration.ofMinutes(2));
    readAll();
    assertThat(store().live()).isEmpty();
  }

  /// Every item, as the version before comes across it.
  private void readAll() throws JsonProcessingException {
    for (Map<String, AttributeValue> item : items()) {
      if (!AttributeValue.fromS("incident").equals(item.get("sk"))
          || text(item, "phase").startsWith("SHARED_")) {
        continue;
      }
      String stored = json(text(item, "pk"));
      Incident meant = IncidentItemJson.read(stored);
      EarlierReader.Earlier read = EarlierReader.read(stored);
      assertThat(read.phase().name()).isEqualTo(meant.phase().name());
      assertThat(read.hold().isPresent()).isEqualTo(meant.phase() == IncidentState.HELD);
      assertThat(read.resolution().isPresent()).isEqualTo(meant.phase() == IncidentState.RESOLVED);
      assertThat(read.pending().isPresent()).isEqualTo(meant.pending().isPresent());
      assertThat(read.denials()).isEqualTo(meant.denials());
      assertThat(read.due()).isEqualTo(meant.due());
      assertThat(IncidentItemJson.read(EarlierReader.write(read)).phase())
          .as("this version again")
          .isEqualTo(meant.phase());
      note(JSON.readTree(stored));
    }
  }

  private void note(JsonNode item) {
    for (String part : List.of("hold", "pending", "resolution")) {
      item.path(part)
          .properties()
          .forEach(
              property -> {
                if (property.getKey().endsWith("Now")) {
                  met.add(property.getKey() + " " + property.getValue().asText());
                }
              });
    }
    if (item.has("resolutionNow")) {
      met.add("resolutionNow " + item.path("resolutionNow").path("how").asText());
    }
  }

  private List<Map<String, AttributeValue>> items() {
    return local.client().scan(scan -> scan.tableName(LocalTable.NAME)).items();
  }

  private List<String> index(String phase) {
    return items().stream()
        .filter(item -> text(item, "phase").equals(phase))
        .map(item -> text(item, "pk"))
        .toList();
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name)).map(AttributeValue::s).orElse("");
  }

  private String json(String id) {
    Map<String, AttributeValue> item =
        local
            .client()
            .getItem(
                get -> get.tableName(LocalTable.NAME).key(TableItems.attributes(id, "incident")))
            .item();
    return TableItems.schema().build().mapToItem(item).getJson("incident");
  }

  private DynamoIncidentRepository store() {
    return new DynamoIncidentRepository(local.client(), LocalTable.NAME, () -> now);
  }

  private String denied(String caller, String role) throws DeliveryFailure {
    String event = "event-" + denials.size();
    Denial denial = Denials.denial(event, now, caller, "session", role);
    denials.put(event, denial);
    new DenialIntake(IncidentRules.standard(), List.of(), store(), _ -> send(), () -> now)
        .receive(denial, event.getBytes(StandardCharsets.UTF_8), this::explain);
    return IncidentSubject.Refusal.of(denial).id();
  }

  private void act(String id, IncidentAction action) {
    now = now.plusSeconds(1);
    assertThat(
            new IncidentActions(store(), LookQueue.none(), () -> now)
                .perform(
                    new ActionRequest(
                        id,
                        Optional.of(1),
                        action,
                        "ana",
                        Optional.of("on it"),
                        Optional.of("request-" + action.kind()))))
        .isInstanceOf(ActionResult.Done.class);
  }

  private void sweep(Duration later) {
    now = now.plus(later);
    new IncidentSweep(
            IncidentRules.standard(),
            List.of(),
            store(),
            _ -> send(),
            () -> now,
            event ->
                Optional.ofNullable(denials.get(new String(event, StandardCharsets.UTF_8)))
                    .map(this::explain))
        .due(1_000, Instant.MAX);
  }

  /// A function that is killed while it sends leaves its claim in the table.
  private DeliveryResult send() {
    if (down) {
      throw new IllegalStateException();
    }
    return new DeliveryResult.Delivered(Optional.empty());
  }

  private Explanation explain(Denial denial) {
    return fixed ? Denials.allowed(denial, CauseCode.CHANGED_SINCE) : Denials.denied(denial, cause);
  }
}
