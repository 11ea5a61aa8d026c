package dev.rolecall.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Evidence;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportBuilderTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final List<Denial> explained = new ArrayList<>();
  private final ReportBuilder reportBuilder = new ReportBuilder(Period.ALWAYS);

  private Explanation explain(Denial denial) {
    explained.add(denial);
    return new Explainer(Evidence.none()).explain(denial);
  }

  private boolean add(String record) {
    return reportBuilder.add(Records.read(record), this::explain);
  }

  @Test
  void denialsOfOneCallerRoleAndActionAreOneIncident() {
    add(Records.denial("e-1", NOON, 1, 1, "run-1"));
    add(Records.denial("e-2", NOON.plusSeconds(86_400), 1, 1, "run-2"));
    add(Records.denial("e-3", NOON.minusSeconds(60), 1, 1, "run-1"));
    assertThat(reportBuilder.incidents()).hasSize(1);
    ReportedIncident incident = reportBuilder.incidents().getFirst();
    assertThat(incident.denials()).isEqualTo(3);
    assertThat(incident.firstSeen()).contains(NOON.minusSeconds(60));
    assertThat(incident.lastSeen()).contains(NOON.plusSeconds(86_400));
    assertThat(incident.sessions().named()).containsExactly("run-1", "run-2");
    assertThat(incident.newest().eventId()).contains("e-2");
    assertThat(incident.days())
        .isEqualTo(
            Map.of(
                LocalDate.of(2026, 11, 20), Map.of(CauseCode.UNDETERMINED, 2L),
                LocalDate.of(2026, 11, 21), Map.of(CauseCode.UNDETERMINED, 1L)));
    assertThat(incident.causes()).singleElement().matches(spell -> spell.denials() == 3);
  }

  @Test
  void anotherRoleIsAnotherIncidentAndTheLastSeenComesFirst() {
    add(Records.denial("e-1", NOON, 1, 1));
    add(Records.denial("e-2", NOON.plusSeconds(5), 1, 2));
    add(Records.denial("e-3", NOON.plusSeconds(3), 2, 1));
    assertThat(reportBuilder.incidents())
        .extracting(incident -> incident.newest().eventId())
        .containsExactly(Optional.of("e-2"), Optional.of("e-3"), Optional.of("e-1"));
  }

  @Test
  void aKindOfCallIsExplainedOnce() {
    for (int i = 0; i < 100; i++) {
      add(Records.denial("e-" + i, NOON.plusSeconds(i), 1, 1));
    }
    assertThat(explained).hasSize(1);
    reportBuilder.explain(reportBuilder.incidents().getFirst());
    assertThat(explained.getLast().eventId()).contains("e-99");
  }

  @Test
  void theNewestDenialIsNotExplainedTwice() {
    add(Records.denial("e-1", NOON, 1, 1));
    add(Records.denial("e-2", NOON, 1, 2));
    for (ReportedIncident incident : reportBuilder.incidents()) {
      assertThat(reportBuilder.explain(incident).denial()).isEqualTo(incident.newest());
    }
    assertThat(explained).hasSize(2);
  }

  @Test
  void itIsExplainedAgainWhenMoreIsKnown() {
    add(Records.denial("e-1", NOON, 1, 1));
    reportBuilder.keepNothing();
    add(Records.denial("e-2", NOON, 1, 2));
    assertThat(explained).hasSize(2);
    reportBuilder.incidents().forEach(reportBuilder::explain);
    assertThat(explained).hasSize(4);
  }

  @Test
  void whatSeveralTrailsRecordedCountsOnce() {
    assertThat(add(Records.denial("e-1", NOON, 1, 1))).isTrue();
    assertThat(add(Records.denial("e-1", NOON, 1, 1))).isFalse();
    assertThat(reportBuilder.denials()).isEqualTo(1);
  }

  @Test
  void whatIsOutsideThePeriodDoesNotCount() {
    ReportBuilder day =
        new ReportBuilder(new Period(Optional.of(NOON), Optional.of(NOON.plusSeconds(10))));
    List<Boolean> counted = new ArrayList<>();
    for (int second : new int[] {-1, 0, 9, 10}) {
      counted.add(
          day.add(
              Records.read(Records.denial("e" + second, NOON.plusSeconds(second), 1, 1)),
              this::explain));
    }
    assertThat(counted).containsExactly(false, true, true, false);
  }

  @Test
  void theOrderInWhichDenialsComeDoesNotMatter() {
    List<String> records =
        new ArrayList<>(
            IntStream.range(0, 200)
                .mapToObj(
                    i -> Records.denial("e-" + i, NOON.plusSeconds(i / 3), i % 7, i % 3, "run-1"))
                .toList());
    records.forEach(this::add);
    Collections.shuffle(records, new Random(1));
    ReportBuilder shuffled = new ReportBuilder(Period.ALWAYS);
    records.forEach(record -> shuffled.add(Records.read(record), this::explain));
    assertThat(shuffled.incidents())
        .usingRecursiveComparison()
        .isEqualTo(reportBuilder.incidents());
  }

  @Test
  void anIncidentIsFiledAsInTheAlerts() {
    add(Records.denial("e-1", NOON, 1, 1));
    Denial denial = Records.read(Records.denial("e-9", NOON, 1, 1));
    assertThat(reportBuilder.incidents().getFirst().id())
        .isEqualTo(dev.rolecall.incident.state.IncidentSubject.Refusal.of(denial).id());
  }

  @Test
  void anIncidentOfAnotherTallyCannotBeExplained() {
    add(Records.denial("e-1", NOON, 1, 1));
    ReportedIncident incident = reportBuilder.incidents().getFirst();
    assertThatThrownBy(() -> new ReportBuilder(Period.ALWAYS).explain(incident))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moreKindsThanAreKeptStillCount() {
    for (int i = 0; i < 100; i++) {
      add(Records.denial("e-" + i, NOON, 1, 1, "run-" + i));
    }
    assertThat(reportBuilder.incidents())
        .singleElement()
        .matches(incident -> incident.denials() == 100);
    assertThat(new TreeSet<>(reportBuilder.incidents().getFirst().sessions().named())).hasSize(10);
    assertThat(reportBuilder.incidents().getFirst().sessions().more()).isTrue();
  }
}
