package dev.rolecall.explanation.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineDiffTest {

  private static final int MANY = 100_000;

  private static String values(String prefix) {
    return IntStream.range(0, MANY)
        .mapToObj(i -> "\"" + prefix + i + "\",")
        .collect(Collectors.joining("\n"));
  }

  private static List<String> shown(String before, String after) {
    return LineDiff.between(before, after).lines().stream()
        .map(line -> line.change() + " " + line.text())
        .toList();
  }

  @Test
  void whatChangesIsShownWithThreeLinesAround() {
    assertThat(shown("a\nb\nc\nd\ne\nf\ng", "a\nb\nc\nd\nx\nf\ng"))
        .containsExactly(
            "SKIPPED ", "KEPT b", "KEPT c", "KEPT d", "REMOVED e", "ADDED x", "KEPT f", "KEPT g");
  }

  @Test
  void aCommaAtTheEndOfALineIsNoDifference() {
    assertThat(shown("a\nb", "a\nb,\nc")).containsExactly("KEPT a", "KEPT b,", "ADDED c");
  }

  @Test
  void equalEndsOverlapNowhere() {
    assertThat(shown("a\na", "a\na\na")).containsExactly("KEPT a", "KEPT a", "ADDED a");
    assertThat(shown("a\nb\na", "a")).containsExactly("KEPT a", "REMOVED b", "REMOVED a");
  }

  @Test
  void oneChangeAmongManyValuesIsFound() {
    String before = values("role-") + "\nend";
    List<String> shown = shown(before, before.replace("\"role-50000\"", "\"other\""));
    assertThat(shown).contains("REMOVED \"role-50000\",", "ADDED \"other\",").hasSize(10);
  }

  @Test
  void whatIsTooLargeToCompareIsBoundedAndSaysSo() {
    List<String> shown = shown("{\n" + values("old-") + "\n}", "{\n" + values("new-") + "\n}");
    assertThat(shown).hasSizeLessThan(100);
    assertThat(shown)
        .contains(
            "REMOVED (99960 more lines, too many to compare line by line)",
            "ADDED (99960 more lines, too many to compare line by line)");
  }
}
