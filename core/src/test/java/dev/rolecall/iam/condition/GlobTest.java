package dev.rolecall.iam.condition;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""      | ""        | true
          ""      | a         | false
          a       | ""        | false
          *       | ""        | true
          *       | abc       | true
          **      | ""        | true
          ?       | ""        | false
          ?       | a         | true
          ?       | ab        | false
          ??      | ab        | true
          a*      | a         | true
          a*      | abc       | true
          a*      | ba        | false
          *a      | bca       | true
          *a      | ab        | false
          *a*     | bab       | true
          a*b     | ab        | true
          a*b     | axxb      | true
          a*b     | axxbx     | false
          a*b*c   | aXbXbXc   | true
          a*b*c   | acb       | false
          a?c     | abc       | true
          a?c     | ac        | false
          *?      | ""        | false
          *?      | a         | true
          a*?b    | ab        | false
          a*?b    | axb       | true
          a.c     | abc       | false
          [ab]    | a         | false
          \\*     | \\x       | true
          A       | a         | false
          *ab     | aaab      | true
          *aab    | aaaab     | true
          a*ab*b  | aab       | false
          a*ab*b  | aabb      | true
          """)
  void starsAndQuestionMarksAreTheOnlyWildcards(String pattern, String text, boolean matches) {
    assertThat(Glob.matchesText(pattern, text)).isEqualTo(matches);
  }

  @Test
  void aLiteralStarStandsBesideAWildcard() {
    String pattern = "*" + Glob.STAR;
    assertThat(Glob.matches(pattern, "*x")).isTrue();
    assertThat(Glob.matches(pattern, "xx")).isFalse();
  }

  @Test
  void onlyTheGivenPartsAreCompared() {
    String pattern = "no" + Glob.STAR + "bno";
    assertThat(Glob.matches(pattern, 2, 4, "xxaabxx", 2, 5)).isTrue();
    assertThat(Glob.matches(pattern, 2, 4, "xxaabxx", 2, 6)).isFalse();
    assertThat(Glob.matches(pattern, 2, 2, "abc", 1, 1)).isTrue();
    assertThat(Glob.matches(pattern, 2, 2, "abc", 1, 2)).isFalse();
  }

  @Test
  void itAgreesWithARegularExpressionOnRandomTexts() {
    Random random = new Random(20260101);
    for (int i = 0; i < 50_000; i++) {
      String pattern = text(random, "ab*?", 8);
      String text = text(random, "ab", 10);
      String regex =
          pattern
              .chars()
              .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : String.valueOf((char) c))
              .collect(joining());
      assertThat(Glob.matchesText(pattern, text))
          .as("%s ~ %s", pattern, text)
          .isEqualTo(Pattern.matches(regex, text));
    }
  }

  private static String text(Random random, String alphabet, int most) {
    return random
        .ints(random.nextInt(most + 1), 0, alphabet.length())
        .mapToObj(i -> alphabet.substring(i, i + 1))
        .collect(joining());
  }

  @Test
  void longTextsOfFewLettersAgreeWithARegularExpressionToo() {
    Random random = new Random(20260102);
    for (int i = 0; i < 2_000; i++) {
      String part = text(random, "aaaaaaaab?", 150);
      String pattern = "*" + part + "*" + text(random, "aab?", 3) + (i % 2 == 0 ? "*" : "b");
      String text = "a".repeat(random.nextInt(200)) + text(random, "aaaaaaaab", 300);
      String regex = pattern.replace("*", ".*").replace('?', '.');
      assertThat(Glob.matchesText(pattern, text))
          .as("%s ~ %s", pattern, text)
          .isEqualTo(Pattern.matches(regex, text));
    }
  }

  /// Without a limit on what is compared again, each of these takes some 10^12 comparisons.
  @Test
  void noLetterOfATextIsComparedOftenWhateverThePattern() {
    String text = "a".repeat(2_000_000);
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          assertThat(
                  Glob.matchesText("*" + "a".repeat(1_000) + "b" + "a".repeat(1_000) + "*", text))
              .isFalse();
          assertThat(Glob.matchesText("*" + "?a".repeat(500) + "ba*", text)).isFalse();
          assertThat(Glob.matchesText("*b" + "a".repeat(1_000) + "*", text)).isFalse();
        });
  }

  @Test
  void patternsMadeToBacktrackEndSoon() {
    String text = "a".repeat(20_000);
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          assertThat(Glob.matchesText("*a".repeat(1_000) + "b", text)).isFalse();
          assertThat(Glob.matchesText("a*".repeat(10_000) + "b", text)).isFalse();
          assertThat(Glob.matchesText("*" + "a".repeat(5_000) + "b", text)).isFalse();
          assertThat(Glob.matchesText("*".repeat(1_000_000), text)).isTrue();
          assertThat(Glob.matchesText("?*".repeat(10_000), text)).isTrue();
        });
  }
}
