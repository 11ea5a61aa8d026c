package dev.rolecall.explanation.wording.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.Explanations;
import dev.rolecall.explanation.Incidents;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.SampledNames;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentTimelineTest {

  private static final Explanation EXPLANATION =
      new Explanations().because(Explanations.bare(CauseCode.SCP_DENY)).explanation();

  private static IncidentTimeline course(Incident incident) {
    return new IncidentTimeline(incident, Incidents.NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1     | 0    | 1 denial at 02:14 UTC
          2     | 0    | 2 denials within a minute, last at 02:14 UTC
          2     | 9    | 2 denials since 02:05 UTC, last at 02:14 UTC
          1204  | 26   | 1,204 denials since 01:48 UTC (46/minute), last at 02:14 UTC
          7     | 120  | 7 denials since 00:14 UTC (3/hour), last at 02:14 UTC
          9     | 2880 | 9 denials since 2026-11-01 02:14 UTC (4/day), last at 02:14 UTC
          3     | 9000 | 3 denials since 2026-10-27 20:14 UTC, last at 02:14 UTC
          """)
  void itTellsHowOftenSinceWhenAndHowFast(long denials, long minutes, String words) {
    assertThat(course(Incidents.of(EXPLANATION, denials, minutes).build()).denials())
        .isEqualTo(words);
  }

  @Test
  void aQuietOneSaysForHowLong() {
    Incident quiet = Incidents.of(EXPLANATION, 12, 26).phase(IncidentState.QUIET).build();
    assertThat(new IncidentTimeline(quiet, Incidents.LAST.plus(Duration.ofHours(2))).denials())
        .isEqualTo("12 denials from 01:48 to 02:14 UTC; none for 2 hours");
  }

  @ParameterizedTest
  @CsvSource({"1,0,", "2,9,", "12,0,", "13,60,12.0", "3,1,120.0"})
  void aBurstIsNoRate(long denials, long minutes, Double hour) {
    assertThat(
            course(Incidents.of(EXPLANATION, denials, minutes).build()).perHour().stream().boxed())
        .isEqualTo(hour == null ? List.of() : List.of(hour));
  }

  @ParameterizedTest
  @CsvSource({
    "2,false,`s-1` and `s-2`",
    "3,false,'`s-1`, `s-2` and `s-3`'",
    "5,false,'`s-1`, `s-2`, `s-3` and 2 more'",
    "10,true,'`s-1`, `s-2`, `s-3` and more'"
  })
  void onlySomeAreNamed(int number, boolean more, String words) {
    List<String> named = IntStream.rangeClosed(1, number).mapToObj(i -> "s-" + i).toList();
    assertThat(IncidentTimeline.list(new SampledNames(named, more), 3).plain()).isEqualTo(words);
  }

  @Test
  void oneSessionAndOneAddressAreToldByTheExplanation() {
    Incident one =
        Incidents.of(EXPLANATION, 5, 9)
            .sessions(new SampledNames(List.of("build-42"), false))
            .sources(new SampledNames(List.of("203.0.113.7"), false))
            .build();
    assertThat(course(one).seen(3)).isEmpty();
  }
}
