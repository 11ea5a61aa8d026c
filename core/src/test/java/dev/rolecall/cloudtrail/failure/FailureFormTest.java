package dev.rolecall.cloudtrail.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.match.FoldedText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureFormTest {

  /// Signs that are looked for before a pattern must not hide what it matches.
  @Test
  void everyMatchHasItsSigns() {
    long matches =
        Stream.concat(
                FailureTextTest.REPORTED.stream().map(entry -> entry.get("text").text()),
                FailureTextTest.OTHERS.stream())
            .flatMap(text -> Stream.of(text, text.toUpperCase(Locale.ROOT)))
            .mapToLong(FailureFormTest::matches)
            .sum();
    assertThat(matches).isGreaterThan(150);
  }

  private static long matches(String text) {
    FoldedText folded = FoldedText.of(text);
    return FailureTable.FORMS.stream()
        .filter(form -> form.in(folded, 0, text.length()).find())
        .peek(
            form ->
                assertThat(form.mayBeIn(folded, 0, text.length()))
                    .as(form.pattern() + " in " + text)
                    .isTrue())
        .count();
  }

  /// Without a sign, a pattern would be tried on every text that speaks of trust.
  @Test
  void everyPatternHasSigns() {
    assertThat(FailureTable.FORMS)
        .allSatisfy(
            form -> assertThat(form.words().size() + form.core().stream().count()).isPositive());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          role defined for it;        role defined for
          (?:The )?principal x+yz;    principal
          permissions? to assume;     permission assume
          one|other;                  ''
          IAM ?role\\b<ROLE?>of(role); iam role
          \\bA_B.{0,9}[a-z ]seen{2}ab;  a_b see
          (?<!x)abc(?<who>def)ghi;    abc ghi
          """,
      delimiter = ';')
  void wordsOutsideOfGroupsAreInEveryMatch(String pattern, String words) {
    assertThat(FailureWords.in(pattern))
        .isEqualTo(words.isEmpty() ? List.of() : List.of(words.split(" ")));
  }
}
