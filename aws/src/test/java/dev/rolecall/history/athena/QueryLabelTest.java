package dev.rolecall.history.athena;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.history.HistoryRequest;
import dev.rolecall.history.HistoryRequest.Purpose;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryLabelTest {

  private static HistoryRequest request(
      String from, String to, List<String> accounts, List<String> regions, Purpose purpose) {
    return new HistoryRequest(
        Optional.of(from).filter(text -> !text.isEmpty()).map(Instant::parse),
        Optional.of(to).filter(text -> !text.isEmpty()).map(Instant::parse),
        new TreeSet<>(accounts.stream().map(AccountId::new).toList()),
        new TreeSet<>(regions),
        purpose);
  }

  @Test
  void whatIsWrittenIsRead() {
    for (Purpose purpose : Purpose.values()) {
      HistoryRequest all = request("", "", List.of(), List.of(), purpose);
      HistoryRequest some =
          request(
              "2026-11-01T00:00:00.123Z",
              "2026-11-02T00:00:00Z",
              List.of("111111111111", "222222222222"),
              List.of("eu-west-1", "us-gov-west-1"),
              purpose);
      for (HistoryRequest request : Arrays.asList(all, some)) {
        for (String table : List.of("security.trail", "s3tablescatalog/b.my db.t table=x")) {
          QueryLabel label = new QueryLabel(table, request);
          assertThat(QueryLabel.read(label.on("SELECT 1\nFROM t"))).contains(label);
        }
      }
    }
    assertThat(QueryLabel.read("SELECT 1")).isEmpty();
    assertThat(QueryLabel.read("-- rolecall")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'', '', '', '', true",
        "'', '', 2026-11-05T00:00:00Z, 2026-11-06T00:00:00Z, true",
        "2026-11-01T00:00:00Z, '', 2026-11-01T00:00:00Z, '', true",
        "2026-11-01T00:00:00Z, '', 2026-11-02T00:00:00Z, '', true",
        "2026-11-02T00:00:00Z, '', 2026-11-01T00:00:00Z, '', false",
        "2026-11-02T00:00:00Z, '', '', '', false",
        "'', 2026-11-02T00:00:00Z, '', 2026-11-02T00:00:00Z, true",
        "'', 2026-11-02T00:00:00Z, '', 2026-11-03T00:00:00Z, false",
        "'', 2026-11-02T00:00:00Z, '', '', false",
      })
  void aLongerPeriodAnswersAShorterOne(
      String askedFrom, String askedTo, String from, String to, boolean answers) {
    HistoryRequest asked = request(askedFrom, askedTo, List.of(), List.of(), Purpose.REPORT);
    HistoryRequest wanted = request(from, to, List.of(), List.of(), Purpose.REPORT);
    assertThat(answers(asked, wanted)).isEqualTo(answers);
  }

  private static boolean answers(HistoryRequest asked, HistoryRequest wanted) {
    return new QueryLabel("a.b", asked).answers(new QueryLabel("a.b", wanted));
  }

  @Test
  void otherTablesAccountsRegionsOrPurposesAreAnotherQuestion() {
    HistoryRequest asked = request("", "", List.of("111111111111"), List.of(), Purpose.REPORT);
    assertThat(answers(asked, asked)).isTrue();
    assertThat(answers(asked, request("", "", List.of(), List.of(), Purpose.REPORT))).isFalse();
    assertThat(
            answers(
                asked,
                request("", "", List.of("111111111111"), List.of("eu-west-1"), Purpose.REPORT)))
        .isFalse();
    assertThat(answers(asked, request("", "", List.of("111111111111"), List.of(), Purpose.PAIRS)))
        .isFalse();
    assertThat(new QueryLabel("a.b", asked).answers(new QueryLabel("a.c", asked))).isFalse();
  }
}
