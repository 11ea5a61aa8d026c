package dev.rolecall.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MuteEndTest {

  @ParameterizedTest
  @CsvSource({
    "2027-01-31,                2027-01-31,           2027-02-01T00:00:00Z",
    "2028-02-29,                2028-02-29,           2028-03-01T00:00:00Z",
    "2027-01-31T18:00:00Z,      2027-01-31T18:00:00Z, 2027-01-31T18:00:00Z",
    "2027-01-31T18:00Z,         2027-01-31T18:00:00Z, 2027-01-31T18:00:00Z",
    "2027-01-31T18:00:00+01:00, 2027-01-31T17:00:00Z, 2027-01-31T17:00:00Z"
  })
  void aDayEndsWithItselfAndAMomentAtOnce(String given, String text, Instant end) {
    assertThat(MuteEnd.parse(given)).contains(new MuteEnd(text, end));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tomorrow",
        "2027-02-30",
        "2027-1-31",
        "31.01.2027",
        "2027-01-31T18:00",
        "18:00Z",
        "2027-01-31 18:00Z",
        "2027-01-31T",
        "20270131"
      })
  void whatLeavesTheMomentOpenIsRefused(String given) {
    assertThat(MuteEnd.parse(given)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-31T23:59:59Z, false",
    "2027-02-01T00:00:00Z, true",
    "2027-02-01T00:00:01Z, true"
  })
  void itIsOverFromItsEndOn(Instant now, boolean over) {
    assertThat(MuteEnd.parse("2027-01-31"))
        .hasValueSatisfying(muteEnd -> assertThat(muteEnd.isOver(now)).isEqualTo(over));
  }
}
