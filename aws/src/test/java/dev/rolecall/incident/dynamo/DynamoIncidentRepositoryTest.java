package dev.rolecall.incident.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.repository.IncidentRepository.Change;
import dev.rolecall.incident.repository.IncidentRepository.Outcome;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.incident.state.CachedDiagnosis;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.HoldReason;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.LastNotification;
import dev.rolecall.incident.state.NotificationClaim;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.Resolution;
import dev.rolecall.incident.state.SampledNames;
import dev.rolecall.incident.state.SharedExtent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The table keeps what it is given, all of it or nothing.
class DynamoIncidentRepositoryTest {

  private static final Instant NOW = Instant.parse("2026-11-03T02:00:00.123456Z");

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static LocalTable local;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static DynamoIncidentRepository table;

  @BeforeAll
  static void open() {
    local = new LocalTable();
    table = new DynamoIncidentRepository(local.client(), LocalTable.NAME, () -> NOW);
  }

  @AfterAll
  static void close() {
    local.close();
  }

  @Test
  void everythingOfAnIncidentIsKept() {
    Incident incident =
        full(new IncidentSubject.Refusal("arn:caller", "arn:role", "sts:AssumeRole"));
    Incident kept = keep(incident);
    assertThat(kept.version()).isEqualTo(1);
    assertThat(table.find(incident.id())).contains(kept);
    assertThat(kept.withVersion(0)).isEqualTo(incident);
  }

  @Test
  void anEmptyIncidentIsKeptToo() {
    Incident incident = bare("empty");
    assertThat(table.find(incident.id())).isEmpty();
    Incident kept = keep(incident);
    assertThat(table.find(incident.id())).contains(kept);
  }

  @Test
  void aSearchIsKeptAsOne() {
    Incident search =
        Incident.begin(new IncidentSubject.Search("caller <!channel>", "111122223333"), NOW)
            .phase(IncidentState.WATCHED)
            .roles(Map.of("arn:one", NOW, "arn:two", NOW.plusSeconds(1)))
            .roleCount(2)
            .build();
    assertThat(table.find(search.id())).isEmpty();
    Incident kept = keep(search);
    assertThat(table.find(search.id())).contains(kept);
    assertThat(table.live()).doesNotContain(search.id());
  }

  @Test
  void whoSharesACauseIsFoundFromATimeOn() {
    IncidentSubject.SharedCause cause =
        new IncidentSubject.SharedCause("guard", "Deny", CauseCode.SCP_DENY);
    Instant then = Instant.parse("2022-01-01T00:00:00Z");
    for (int i = 0; i < 250; i++) {
      Incident member =
          Incident.begin(new IncidentSubject.Refusal("member-" + i, "role", "sts:AssumeRole"), then)
              .blockers(List.of(cause))
              .sharedCauseId(Optional.of(cause.id()))
              .phase(IncidentState.FOLDED)
              .build();
      kept(
          new Change(
              Optional.empty(),
              List.of(member),
              Optional.empty(),
              Optional.empty(),
              List.of(
                  new IncidentRepository.Membership(
                      cause.id(), member.id(), then.plusSeconds(i)))));
    }
    assertThat(table.members(cause.id(), then)).hasSize(250).doesNotHaveDuplicates();
    assertThat(table.members(cause.id(), then.plusSeconds(200))).hasSize(50);
    assertThat(table.members(cause.id(), then.plusSeconds(250))).isEmpty();
    assertThat(table.findAll(table.members(cause.id(), then)))
        .hasSize(250)
        .allMatch(one -> one.sharedCauseId().equals(Optional.of(cause.id())))
        .allMatch(one -> one.blockers().equals(List.of(cause)))
        .allMatch(one -> one.version() == 1);
  }

  @Test
  void aSharedCauseIsKeptAsOne() {
    IncidentSubject.SharedCause cause =
        new IncidentSubject.SharedCause("guard", "", CauseCode.SCP_DENY);
    Change change =
        new Change(
            Optional.empty(),
            List.of(
                Incident.begin(cause, NOW)
                    .extent(Optional.of(new SharedExtent(9, 8, 7, 6, Optional.of(NOW))))
                    .change(
                        Optional.of(
                            new dev.rolecall.evidence.Change(
                                NOW,
                                ChangeEvent.UpdatePolicy,
                                "arn:aws:iam::999999999999:user/ann",
                                Optional.of("change"),
                                Map.of(ChangeEvent.Name.POLICY, "p-1"),
                                dev.rolecall.evidence.Change.Kind.ORGANIZATION)))
                    .build()),
            Optional.empty());
    Incident kept = kept(change);
    assertThat(table.find(cause.id())).contains(kept);
    assertThat(kept.subject()).isEqualTo(cause);
  }

  @Test
  void anEventCountsOnce() {
    Incident kept = keep("event-1", bare("once"));
    Outcome again = table.write(change("event-1", kept));
    assertThat(again).isEqualTo(new Outcome.CountedBefore());
    assertThat(table.find(kept.id())).contains(kept);
  }

  @Test
  void whoIsOvertakenLearnsWhatIsNew() {
    Incident first = bare("overtaken");
    Incident kept = keep(first);
    assertThat(table.write(change("event-2", first)))
        .isEqualTo(new Outcome.Overtaken(Map.of(first.id(), kept)));
    assertThat(table.write(change("event-2", kept))).isInstanceOf(Outcome.Kept.class);
  }

  @Test
  void nothingOfAChangeIsKeptWhenAPartOfItIsOvertaken() {
    Incident one = bare("part-one");
    Incident other = keep(bare("part-other"));
    Incident stale = other.withVersion(0);
    Outcome outcome =
        table.write(
            new Change(
                Optional.of("event-3"),
                List.of(one, stale),
                Optional.of("x".getBytes(StandardCharsets.UTF_8))));
    assertThat(outcome).isEqualTo(new Outcome.Overtaken(Map.of(other.id(), other)));
    assertThat(table.find(one.id())).isEmpty();
    assertThat(table.event(one.id())).isEmpty();
    assertThat(table.write(change("event-3", one))).isInstanceOf(Outcome.Kept.class);
  }

  @Test
  void theNewestEventIsKept() {
    Incident first = bare("event");
    Incident second = keep(first, "{\"first\": true}");
    Incident third = keep(second, "{\"second\": true}");
    keep(third);
    assertThat(table.event(first.id()))
        .hasValueSatisfying(
            event ->
                assertThat(new String(event, StandardCharsets.UTF_8))
                    .isEqualTo("{\"second\": true}"));
  }

  @Test
  void theNewestEventOfEachKindOfCallIsKept() {
    Incident first = bare("kinds");
    Incident second = keep(first, "main", "{\"branch\": \"main\"}");
    keep(second, "next", "{\"branch\": \"next\"}");
    assertThat(
            table.event(first.id(), "main").map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
        .contains("{\"branch\": \"main\"}");
    assertThat(
            table.event(first.id(), "next").map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
        .contains("{\"branch\": \"next\"}");
    assertThat(table.event(first.id()).map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
        .contains("{\"branch\": \"next\"}");
    assertThat(table.event(first.id(), "other")).isEmpty();
  }

  private static Incident keep(Incident incident, String kind, String event) {
    Outcome outcome =
        table.write(
            new Change(
                Optional.empty(),
                List.of(incident),
                Optional.of(event.getBytes(StandardCharsets.UTF_8)),
                Optional.of(kind)));
    return ((Outcome.Kept) outcome).incidents().getFirst();
  }

  @Test
  void anEventThatIsTooLargeIsLeftOut() {
    Incident incident = bare("large");
    byte[] noise = new byte[900_000];
    new Random(1).nextBytes(noise);
    table.write(new Change(Optional.empty(), List.of(incident), Optional.of(noise)));
    assertThat(table.find(incident.id())).isPresent();
    assertThat(table.event(incident.id())).isEmpty();
  }

  @Test
  void whatIsDueIsFoundTheLongestDueFirst() {
    Instant then = Instant.parse("2020-01-01T00:00:00Z");
    keep(bare("late").withDue(then.plusSeconds(9)));
    keep(bare("soon").withDue(then.plusSeconds(1)));
    keep(bare("over").with().due(then).phase(IncidentState.RESOLVED).build());
    keep(bare("never").with().due(then).phase(IncidentState.WATCHED).build());
    assertThat(table.due(then.plusSeconds(5), 10)).containsExactly(bare("soon").id());
    assertThat(table.due(then.plusSeconds(9), 10))
        .containsExactly(bare("soon").id(), bare("late").id());
    assertThat(table.due(then.plusSeconds(9), 1)).containsExactly(bare("soon").id());
    assertThat(table.live())
        .contains(bare("late").id())
        .doesNotContain(bare("over").id(), bare("never").id());
  }

  @Test
  void theEndIsFoundOnceItIsTold() {
    Instant end = Instant.parse("2021-01-01T00:00:00Z");
    Incident ended = bare("ended").with().phase(IncidentState.RESOLVED).due(end).build();
    Incident untold = keep(ended.withPending(Optional.of(pending())));
    assertThat(table.live()).contains(ended.id());
    keep(untold.withPending(Optional.empty()));
    assertThat(table.live()).doesNotContain(ended.id());
    assertThat(table.endedSince(end)).contains(ended.id());
    assertThat(table.endedSince(end.plusSeconds(1))).doesNotContain(ended.id());
  }

  @Test
  void itemsExpire() {
    Incident incident = bare("expires");
    keep("event-4", incident);
    assertThat(expires("event#event-4", "event"))
        .isEqualTo(NOW.plus(Duration.ofDays(4)).getEpochSecond());
    assertThat(expires(incident.id(), "incident"))
        .isEqualTo(NOW.plus(Duration.ofDays(90)).getEpochSecond());
  }

  @Test
  void aTableThatIsNotThereIsSaidWithoutDetails() {
    DynamoIncidentRepository missing =
        new DynamoIncidentRepository(local.client(), "no-such-table", () -> NOW);
    assertThatThrownBy(() -> missing.find("x"))
        .isInstanceOf(RepositoryFailure.class)
        .hasMessage("the incident table cannot be used: ResourceNotFoundException");
    assertThatThrownBy(() -> missing.write(change("x", bare("x"))))
        .isInstanceOf(RepositoryFailure.class);
  }

  private static long expires(String pk, String sk) {
    Map<String, AttributeValue> key =
        Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
    Map<String, AttributeValue> item =
        local.client().getItem(get -> get.tableName(LocalTable.NAME).key(key)).item();
    return Long.parseLong(item.getOrDefault("expires", AttributeValue.fromN("0")).n());
  }

  private static Change change(String event, Incident incident) {
    return new Change(Optional.of(event), List.of(incident), Optional.empty());
  }

  private static Incident keep(Incident incident) {
    return kept(new Change(Optional.empty(), List.of(incident), Optional.empty()));
  }

  private static Incident keep(String event, Incident incident) {
    return kept(change(event, incident));
  }

  private static Incident keep(Incident incident, String event) {
    return kept(
        new Change(
            Optional.empty(),
            List.of(incident),
            Optional.of(event.getBytes(StandardCharsets.UTF_8))));
  }

  private static Incident kept(Change change) {
    Outcome outcome = table.write(change);
    assertThat(outcome).isInstanceOf(Outcome.Kept.class);
    return ((Outcome.Kept) outcome).incidents().getFirst();
  }

  private static Incident bare(String name) {
    return Incident.begin(new IncidentSubject.Refusal(name, "role", "sts:AssumeRole"), NOW).build();
  }

  private static NotificationClaim pending() {
    return new NotificationClaim(NotificationKind.CHANGED, 3, 2, 12, NOW, NOW.plusSeconds(45));
  }

  private static Incident full(IncidentSubject incidentSubject) {
    return Incident.begin(incidentSubject, NOW)
        .searchId(Optional.of("search-1"))
        .episode(2)
        .phase(IncidentState.HELD)
        .causes(
            List.of(
                new CauseInterval(CauseCode.PRINCIPAL_NOT_TRUSTED, 3, NOW, NOW.plusSeconds(1)),
                new CauseInterval(CauseCode.MFA_REQUIRED, 0, NOW, NOW)))
        .denials(12)
        .lastSeen(NOW.plusSeconds(60))
        .sessions(new SampledNames(List.of("a \"quoted\" session\n", "\u202e"), true))
        .sources(new SampledNames(List.of("192.0.2.1"), false))
        .roleCount(1)
        .diagnoses(List.of(new CachedDiagnosis("abc", CauseCode.MFA_REQUIRED, NOW)))
        .confidence(Optional.of(Confidence.LIKELY))
        .blocking(Set.copyOf(new EnumMap<>(Map.of(PolicyType.SCP, 1)).keySet()))
        .unread(List.of("the SCPs"))
        .owner(Optional.of("payments"))
        .days(new TreeMap<>(Map.of(LocalDate.of(2026, 11, 3), 12L)))
        .notices(3)
        .pending(Optional.of(pending()))
        .told(Optional.of(new LastNotification(NOW, NOW, 1, 1, 4)))
        .hold(Optional.of(new HoldReason(HoldReason.Reason.PROPAGATION, NOW)))
        .resolution(Optional.of(new Resolution(Resolution.How.SUCCEEDED, NOW)))
        .due(NOW.plusSeconds(7))
        .build();
  }
}
