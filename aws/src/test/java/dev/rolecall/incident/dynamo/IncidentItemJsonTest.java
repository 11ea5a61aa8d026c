package dev.rolecall.incident.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.incident.action.Acknowledgement;
import dev.rolecall.incident.action.ActionTaken;
import dev.rolecall.incident.action.SnoozePeriod;
import dev.rolecall.incident.state.CachedDiagnosis;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.HoldReason;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentBuilder;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.LastNotification;
import dev.rolecall.incident.state.NotificationClaim;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.Resolution;
import dev.rolecall.incident.state.SampledNames;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Items that are in tables today are read, and written again byte for byte.
class IncidentItemJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-03T02:00:00.123456Z");
  private static final Instant SECOND = Instant.parse("2026-11-03T02:00:00Z");

  private static final String FULL =
      """
      {"subject":{"caller":"arn:aws:iam::111122223333:user/ci","role":"arn:aws:iam::444455556666:role/app","action":"sts:AssumeRole"},\
      "searchId":"search-1","episode":2,"phase":"HELD","causes":[\
      {"cause":"PRINCIPAL_NOT_TRUSTED","denials":3,"first":"2026-11-03T02:00:00.123456Z","last":"2026-11-03T02:00:00Z"},\
      {"cause":"MFA_REQUIRED","denials":0,"first":"2026-11-03T02:00:00Z","last":"2026-11-03T02:00:00Z"}],\
      "denials":12,"firstSeen":"2026-11-03T02:00:00.123456Z","lastSeen":"2026-11-03T02:00:00Z",\
      "sessions":{"named":["a \\"quoted\\" session\\n","\u202e"],"more":true},"sources":{"named":["192.0.2.1"],"more":false},\
      "roles":[{"role":"arn:a","at":"2026-11-03T02:00:00Z"},{"role":"arn:b","at":"2026-11-03T02:00:00.123456Z"}],"roleCount":2,\
      "diagnoses":[{"fingerprint":"abc","cause":"MFA_REQUIRED","at":"2026-11-03T02:00:00.123456Z"}],"confidence":"LIKELY",\
      "blocking":["TRUST_POLICY","SCP"],"unread":["the SCPs"],"owner":"payments","days":{"2026-11-02":1,"2026-11-03":12},"notices":3,\
      "pending":{"kind":"CHANGED","number":3,"causes":2,"denials":12,"since":"2026-11-03T02:00:00Z","until":"2026-11-03T02:00:00.123456Z"},\
      "told":{"at":"2026-11-03T02:00:00Z","everyone":"2026-11-03T02:00:00.123456Z","reminders":1,"causes":1,"denials":4},\
      "hold":{"reason":"PROPAGATION","until":"2026-11-03T02:00:00Z"},"resolution":{"how":"SUCCEEDED","at":"2026-11-03T02:00:00Z"},\
      "due":"2026-11-03T02:00:00.123456Z",\
      "actions":[{"actor":"ana","kind":"SNOOZED","at":"2026-11-03T02:00:00Z","until":"2026-11-03T02:00:00.123456Z","reason":"freeze"}],\
      "acknowledged":{"actor":"bo","at":"2026-11-03T02:00:00Z","causes":2},\
      "snooze":{"actor":"ana","since":"2026-11-03T02:00:00Z","until":"2026-11-03T02:00:00.123456Z","causes":1},\
      "wanted":"HANDLED","requests":["request-1"]}\
      """;

  private static final String SEARCH =
      """
      {"subject":{"caller":"caller <!channel>","account":"111122223333"},"episode":1,"phase":"WATCHED","denials":0,\
      "firstSeen":"2026-11-03T02:00:00Z","lastSeen":"2026-11-03T02:00:00Z","sessions":{"named":[],"more":false},\
      "sources":{"named":[],"more":false},"roles":[],"roleCount":0,"diagnoses":[],"blocking":[],"unread":[],"days":{},"notices":0,\
      "due":"2026-11-03T02:00:00Z"}\
      """;

  @Test
  void everythingIsWrittenAsItIsInTables() {
    assertThat(IncidentItemJson.write(full())).isEqualTo(FULL);
  }

  @Test
  void everythingIsRead() {
    assertThat(IncidentItemJson.read(FULL)).isEqualTo(full());
  }

  @Test
  void whatASearchLacksIsLeftOut() {
    Incident search = search().build();
    assertThat(IncidentItemJson.write(search)).isEqualTo(SEARCH);
    assertThat(IncidentItemJson.read(SEARCH)).isEqualTo(search);
  }

  @Test
  void whatIsMissingOrUnknownDoesNoHarm() {
    String sparse =
        """
        {"subject": {"caller": "caller <!channel>", "account": "111122223333"}, "episode": 1,
         "phase": "WATCHED", "firstSeen": "2026-11-03T02:00:00Z",
         "lastSeen": "2026-11-03T02:00:00Z", "sessions": {}, "sources": {}, "owner": null,
         "due": "2026-11-03T02:00:00Z", "later": {"version": 2}}
        """;
    Incident read = IncidentItemJson.read(sparse);
    assertThat(read.withNewer(Optional.empty())).isEqualTo(search().build());
    assertThat(IncidentItemJson.write(read)).contains("\"later\":{\"version\":2}");
  }

  @Test
  void whatIsNoIncidentIsSaid() {
    assertThatThrownBy(() -> IncidentItemJson.read("{"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an item of the incident table is not an incident in JSON");
  }

  /// What a newer version may have written in place of what this one knows.
  @ParameterizedTest
  @CsvSource({
    "causes, MFA_REQUIRED, PASSKEY_REQUIRED",
    "diagnoses, MFA_REQUIRED, PASSKEY_REQUIRED",
    "phase, HELD, PAUSED",
    "confidence, LIKELY, ALMOST",
    "blocking, SCP, DECLARATIVE_POLICY",
    "pending, CHANGED, ESCALATED",
    "hold, PROPAGATION, MAINTENANCE",
    "resolution, SUCCEEDED, EXPIRED",
    "actions, SNOOZED, ESCALATED"
  })
  void whatANewerVersionWroteIsWrittenBack(String property, String known, String newer)
      throws JsonProcessingException {
    ObjectNode item = (ObjectNode) JSON.readTree(FULL);
    item.set(
        property,
        JSON.readTree(
            item.path(property).toString().replace('"' + known + '"', '"' + newer + '"')));
    item.put("color", "blue");
    ((ObjectNode) item.path("subject")).put("workload", "ci");
    ((ObjectNode) item.path("told")).put("thread", 7);
    Incident read = IncidentItemJson.read(item.toString());
    assertThat(JSON.readTree(IncidentItemJson.write(read))).isEqualTo(item);

    ObjectNode counted = item.deepCopy().put("denials", 13).put("lastSeen", "2026-11-03T03:00:00Z");
    Incident next = read.withDenials(13).withLastSeen(Instant.parse("2026-11-03T03:00:00Z"));
    assertThat(JSON.readTree(IncidentItemJson.write(next))).isEqualTo(counted);
    assertThat(IncidentItemJson.read(IncidentItemJson.write(next)))
        .isEqualTo(next.withNewer(Optional.of(counted.toString())));
  }

  /// What the version before does not know is stored beside what that version reads instead.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PROPAGATION | GATHER   |"
            + " \"reason\":\"SEARCH\",\"until\":\"2026-11-03T02:00:00Z\",\"reasonNow\":\"GATHER\"",
        "SUCCEEDED   | PASSED   |"
            + " \"how\":\"NOW_ALLOWED\",\"at\":\"2026-11-03T02:00:00Z\",\"howNow\":\"PASSED\"",
        "SUCCEEDED   | BY_HAND  |"
            + " \"how\":\"SILENT\",\"at\":\"2026-11-03T02:00:00Z\",\"howNow\":\"BY_HAND\"",
        "CHANGED     | HANDLED  |"
            + " \"kind\":\"PROGRESS\",\"number\":3,\"causes\":2,\"denials\":12,\"since\":\"2026-11-03T02:00:00Z\",\"until\":\"2026-11-03T02:00:00.123456Z\",\"kindNow\":\"HANDLED\"",
        "CHANGED     | REOPENED |"
            + " \"kind\":\"CHANGED\",\"number\":3,\"causes\":2,\"denials\":12,\"since\":\"2026-11-03T02:00:00Z\",\"until\":\"2026-11-03T02:00:00.123456Z\",\"kindNow\":\"REOPENED\""
      })
  void aNewConstantIsStoredBesideItsStandIn(String known, String constant, String stored)
      throws JsonProcessingException {
    String before = "\"" + known + "\"";
    Incident incident = IncidentItemJson.read(FULL.replace(before, "\"" + constant + "\""));
    String item = IncidentItemJson.write(incident);
    assertThat(item).contains("{" + stored + "}");
    assertThat(IncidentItemJson.read(item)).isEqualTo(incident);
    assertThat(EarlierReader.read(item).denials()).isEqualTo(12);

    String standIn = stored.split("\"", -1)[3];
    String overwritten = item.replace("\"" + standIn + "\"", before);
    assertThat(IncidentItemJson.read(overwritten).newer()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = IncidentState.class,
      names = {"OPEN", "QUIET", "MUTED", "FOLDED"})
  void anEndThatWasTakenBackIsNoneForTheVersionBefore(IncidentState phase)
      throws JsonProcessingException {
    Incident reopened = full().withPhase(phase);
    String item = IncidentItemJson.write(reopened);
    assertThat(item)
        .contains("\"resolutionNow\":{\"how\":\"SUCCEEDED\",\"at\":\"2026-11-03T02:00:00Z\"}")
        .doesNotContain("\"resolution\":");
    assertThat(IncidentItemJson.read(item)).isEqualTo(reopened);
    assertThat(EarlierReader.read(item).resolution()).isEmpty();
    assertThat(IncidentItemJson.write(reopened.withPhase(IncidentState.RESOLVED)))
        .contains("\"resolution\":{\"how\":\"SUCCEEDED\"");
  }

  @Test
  void everyConstantIsOneThatTheVersionBeforeKnows() {
    assertThat(NotificationKind.values())
        .extracting(EarlierForm::name)
        .allMatch(name -> isOneOf(EarlierReader.Kind.values(), name));
    assertThat(HoldReason.Reason.values())
        .extracting(EarlierForm::name)
        .allMatch(name -> isOneOf(EarlierReader.Reason.values(), name));
    assertThat(Resolution.How.values())
        .extracting(EarlierForm::name)
        .allMatch(name -> isOneOf(EarlierReader.How.values(), name));
    assertThat(IncidentState.values())
        .extracting(EarlierForm::name)
        .allMatch(name -> isOneOf(EarlierReader.Phase.values(), name));
  }

  private static boolean isOneOf(Enum<?>[] constants, String name) {
    return Arrays.stream(constants).map(Enum::name).anyMatch(name::equals);
  }

  @Test
  void aCauseOfANewerVersionIsCountedUnderItsCode() throws JsonProcessingException {
    Incident read =
        IncidentItemJson.read(
            FULL.replace("\"MFA_REQUIRED\",\"denials\"", "\"PASSKEY\",\"denials\""));
    assertThat(read.newest().flatMap(CauseInterval::newer)).contains("PASSKEY");
    assertThat(read.cause()).contains(CauseCode.UNDETERMINED);
    Incident next =
        read.withCauses(List.of(read.causes().getFirst(), read.causes().getLast().plus(SECOND)));
    assertThat(JSON.readTree(IncidentItemJson.write(next)).at("/causes/1/cause").asText())
        .isEqualTo("PASSKEY");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"resolution\":{\"how\":\"EXPIRED\",\"at\":\"2026-11-03T02:00:00Z\"}, | RESOLVED",
        "\"notices\":1,                                                        | OPEN"
      })
  void aPhaseOfANewerVersionLeavesNothingStuck(String more, IncidentState phase) {
    String item =
        """
        {"subject":{"caller":"c","role":"r","action":"a"},"phase":"PAUSED",%s
         "firstSeen":"2026-11-03T02:00:00Z","lastSeen":"2026-11-03T02:00:00Z",
         "sessions":{},"sources":{},"due":"2026-11-03T02:00:00Z"}
        """
            .formatted(more);
    Incident read = IncidentItemJson.read(item);
    assertThat(read.phase()).isEqualTo(phase);
    assertThat(IncidentItemJson.write(read)).contains("\"phase\":\"PAUSED\"");
    assertThat(IncidentItemJson.write(read.withPhase(IncidentState.QUIET)))
        .contains("\"phase\":\"QUIET\"");
  }

  private static IncidentBuilder search() {
    return Incident.begin(new IncidentSubject.Search("caller <!channel>", "111122223333"), SECOND)
        .phase(IncidentState.WATCHED);
  }

  private static Incident full() {
    return Incident.begin(
            new IncidentSubject.Refusal(
                "arn:aws:iam::111122223333:user/ci",
                "arn:aws:iam::444455556666:role/app",
                "sts:AssumeRole"),
            NOW)
        .searchId(Optional.of("search-1"))
        .episode(2)
        .phase(IncidentState.HELD)
        .causes(
            List.of(
                new CauseInterval(CauseCode.PRINCIPAL_NOT_TRUSTED, 3, NOW, SECOND),
                new CauseInterval(CauseCode.MFA_REQUIRED, 0, SECOND, SECOND)))
        .denials(12)
        .lastSeen(SECOND)
        .sessions(new SampledNames(List.of("a \"quoted\" session\n", "\u202e"), true))
        .sources(new SampledNames(List.of("192.0.2.1"), false))
        .roles(Map.of("arn:b", NOW, "arn:a", SECOND))
        .roleCount(2)
        .diagnoses(List.of(new CachedDiagnosis("abc", CauseCode.MFA_REQUIRED, NOW)))
        .confidence(Optional.of(Confidence.LIKELY))
        .blocking(Set.of(PolicyType.SCP, PolicyType.TRUST_POLICY))
        .unread(List.of("the SCPs"))
        .owner(Optional.of("payments"))
        .days(new TreeMap<>(Map.of(LocalDate.of(2026, 11, 3), 12L, LocalDate.of(2026, 11, 2), 1L)))
        .notices(3)
        .pending(
            Optional.of(new NotificationClaim(NotificationKind.CHANGED, 3, 2, 12, SECOND, NOW)))
        .told(Optional.of(new LastNotification(SECOND, NOW, 1, 1, 4)))
        .hold(Optional.of(new HoldReason(HoldReason.Reason.PROPAGATION, SECOND)))
        .resolution(Optional.of(new Resolution(Resolution.How.SUCCEEDED, SECOND)))
        .due(NOW)
        .actions(
            List.of(
                new ActionTaken(
                    "ana",
                    ActionTaken.Kind.SNOOZED,
                    SECOND,
                    Optional.of(NOW),
                    Optional.of("freeze"))))
        .acknowledged(Optional.of(new Acknowledgement("bo", SECOND, 2)))
        .snooze(Optional.of(new SnoozePeriod("ana", SECOND, Optional.of(NOW), 1)))
        .wanted(Optional.of(NotificationKind.HANDLED))
        .requests(List.of("request-1"))
        .build();
  }
}
