package dev.rolecall.incident.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Items that are in tables today are read, and written again byte for byte.
class IncidentItemJsonTest {

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
      "due":"2026-11-03T02:00:00.123456Z"}\
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
    assertThat(IncidentItemJson.read(sparse)).isEqualTo(search().build());
  }

  @Test
  void whatIsNoIncidentIsSaid() {
    assertThatThrownBy(() -> IncidentItemJson.read("{"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an item of the incident table is not an incident in JSON");
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
        .build();
  }
}
