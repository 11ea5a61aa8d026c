package dev.rolecall.incident.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.Denials;
import dev.rolecall.incident.IncidentSweep;
import dev.rolecall.incident.LookQueue;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.repository.IncidentRepository.Change;
import dev.rolecall.incident.repository.IncidentRepository.Outcome;
import dev.rolecall.incident.repository.TouchKeys;
import dev.rolecall.incident.repository.UnreadableIncident;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.HoldReason;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.LookFailures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;

/// Items that cannot be read keep no others, whatever order they come in; and a change of IAM finds
/// what it touches, also among items of the version before.
class UnreadableItemsTest {

  private static final Instant START = Instant.parse("2026-11-03T02:00:00Z");
  private static final AccountId HOME = new AccountId("111122223333");

  private final LocalTable local = new LocalTable();
  private final List<String> failures = new ArrayList<>();
  private Instant now = START;
  private final DynamoIncidentRepository table =
      new DynamoIncidentRepository(local.client(), LocalTable.NAME, () -> now);

  @AfterEach
  void close() {
    local.close();
  }

  private IncidentSweep sweep() {
    LookQueue queue =
        new LookQueue() {
          @Override
          public void look(List<String> incidents, Duration delay) {}

          @Override
          public void giveUp(String incident, int count, String reason) {
            failures.add(incident + " " + count + " " + reason);
          }
        };
    return new IncidentSweep(
        IncidentRules.standard(),
        List.of(),
        table,
        _ -> new DeliveryResult.Delivered(Optional.empty()),
        () -> now,
        event ->
            Optional.of(
                Denials.denied(
                    denial(new String(event, StandardCharsets.UTF_8)),
                    CauseCode.PRINCIPAL_NOT_TRUSTED)),
        queue);
  }

  private static Denial denial(String caller) {
    return Denials.denial("event-" + caller, START, caller, "session", "app");
  }

  private Incident keep(String caller) {
    Incident incident =
        Incident.begin(IncidentSubject.Refusal.of(denial(caller)), START)
            .causes(List.of(new CauseInterval(CauseCode.PRINCIPAL_NOT_TRUSTED, 1, START, START)))
            .denials(1)
            .build();
    Outcome outcome =
        table.write(
            new Change(
                Optional.of("event-" + caller),
                List.of(incident),
                Optional.of(caller.getBytes(StandardCharsets.UTF_8))));
    return ((Outcome.Kept) outcome).incidents().getFirst();
  }

  private Map<String, AttributeValue> content(String id) {
    return Objects.requireNonNull(item(id).get("incident")).m();
  }

  private Map<String, AttributeValue> item(String id) {
    return local
        .client()
        .getItem(
            get ->
                get.tableName(LocalTable.NAME)
                    .key(
                        Map.of(
                            "pk",
                            AttributeValue.fromS(id),
                            "sk",
                            AttributeValue.fromS("incident"))))
        .item();
  }

  /// Replaces what is kept of an incident by `content`.
  private void damage(String id, Map<String, AttributeValue> content) {
    Map<String, AttributeValue> item = new HashMap<>(item(id));
    item.put("incident", AttributeValue.fromM(content));
    local.client().putItem(put -> put.tableName(LocalTable.NAME).item(item));
  }

  @Test
  void oneThatCannotBeReadBacksOffAndIsReportedAndComesBack() {
    Incident good = keep("good");
    Incident bad = keep("bad");
    Map<String, AttributeValue> before = content(bad.id());
    Map<String, AttributeValue> later =
        Map.of(
            "subject", AttributeValue.fromM(Map.of("planet", AttributeValue.fromS("<!channel>"))));
    damage(bad.id(), later);
    assertThatThrownBy(() -> table.find(bad.id()))
        .isInstanceOf(UnreadableIncident.class)
        .hasMessageNotContaining("channel");

    List<Instant> looks = new ArrayList<>();
    for (int minute = 0; minute < 120; minute++) {
      List<IncidentSweep.LookResult> results = sweep().due(100, Instant.MAX);
      results.stream()
          .filter(look -> look.id().equals(bad.id()))
          .forEach(
              look -> {
                assertThat(look.failure())
                    .contains("an item of the incident table is not an incident in JSON");
                looks.add(now);
              });
      now = now.plusSeconds(60);
    }
    assertThat(looks)
        .extracting(at -> Duration.between(START, at).toMinutes())
        .containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L);
    assertThat(failures)
        .singleElement()
        .asString()
        .startsWith(bad.id() + " " + LookFailures.TOO_MANY)
        .doesNotContain("channel");
    assertThat(content(bad.id())).as("nothing of it is lost").isEqualTo(later);
    assertThat(table.find(good.id()).orElseThrow().told()).isPresent();

    damage(bad.id(), before);
    now = now.plus(Duration.ofHours(1));
    sweep().due(100, Instant.MAX);
    assertThat(table.find(bad.id()).orElseThrow().failing()).isEmpty();
    assertThat(item(bad.id())).doesNotContainKeys("failures", "retryAt");
  }

  @Test
  void whatPeopleWaitForIsFirst() {
    for (int i = 0; i < 30; i++) {
      keep("caller-" + i);
    }
    Incident held = keep("held");
    table.write(
        Change.of(
            held.with()
                .phase(IncidentState.HELD)
                .hold(Optional.of(new HoldReason(HoldReason.Reason.SEARCH, START.plusSeconds(60))))
                .due(START.plusSeconds(60))
                .build()));
    now = START.plusSeconds(61);
    assertThat(table.urgent(now, 10)).containsExactly(held.id());
    assertThat(table.due(now, 5)).doesNotContain(held.id());
    assertThat(sweep().due(5, Instant.MAX))
        .extracting(IncidentSweep.LookResult::id)
        .startsWith(held.id());
  }

  @Test
  void aTableWithoutTheNewIndexStillWorks() {
    Incident open = keep("open");
    local
        .client()
        .updateTable(
            update ->
                update
                    .tableName(LocalTable.NAME)
                    .globalSecondaryIndexUpdates(
                        List.of(
                            GlobalSecondaryIndexUpdate.builder()
                                .delete(index -> index.indexName("byUrgency"))
                                .build())));
    assertThat(sweep().due(5, Instant.MAX))
        .extracting(IncidentSweep.LookResult::id)
        .contains(open.id());
  }

  @Test
  void aChangeFindsWhatItTouchesAlsoAmongOlderItems() {
    Incident touched = keep("ci");
    keep("other");
    String key = TouchKeys.principal(HOME, "ci");
    // As the version before wrote it: without names.
    Map<String, AttributeValue> content = new HashMap<>(content(touched.id()));
    content.remove("touches");
    damage(touched.id(), content);
    local
        .client()
        .deleteItem(
            delete ->
                delete
                    .tableName(LocalTable.NAME)
                    .key(
                        Map.of(
                            "pk", AttributeValue.fromS("touch#" + key),
                            "sk", AttributeValue.fromS(touched.id()))));

    assertThat(table.touching(Set.of(key))).as("all, the first time").hasSize(2);
    assertThat(table.touching(Set.of(key))).containsExactly(touched.id());
    assertThat(table.touching(Set.of(TouchKeys.principal(HOME, "app")))).hasSize(2);
    assertThat(table.touching(Set.of(TouchKeys.principal(HOME, "nobody")))).isEmpty();
  }
}
