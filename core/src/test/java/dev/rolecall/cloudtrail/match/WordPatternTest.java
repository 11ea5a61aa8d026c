package dev.rolecall.cloudtrail.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WordPatternTest {

  private static final String[] PIECES = {
    "role", "ROLE", "Role", "x", "xx", " ", "\n", ",", "not", "both", "\u212a", "ole", "\u0130"
  };

  static Stream<WordPattern> patterns() {
    return Stream.of(
        WordPattern.of(anyCase("role\\s*x+"), "role"),
        WordPattern.of(anyCase("\\brole\\b|not.{0,4}x"), "Role", "not"),
        WordPattern.of(Pattern.compile("role(?!x)|Role"), "role", "Role"),
        WordPattern.of(anyCase("[^,\\n]{0,3}both|[^,]{0,2}not"), 3, "both", "not"),
        WordPattern.of(anyCase("(?<=x)role|not(?=\\s)"), "role", "not"),
        WordPattern.of(Pattern.compile("^role|not$"), "role", "not"));
  }

  private static Pattern anyCase(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void aSearchFindsWhatThePatternMatches(WordPattern pattern) {
    Random random = new Random(7);
    int all = 0;
    for (int i = 0; i < 3_000; i++) {
      String text = text(random);
      List<String> expected = new ArrayList<>();
      Matcher matcher = pattern.pattern().matcher(text);
      while (matcher.find()) {
        expected.add(matcher.start() + matcher.group());
      }
      List<String> found = new ArrayList<>();
      WordPattern.Search search = pattern.in(FoldedText.of(text));
      while (search.find()) {
        found.add(search.match().start() + search.match().group());
      }
      assertThat(found).as(text).isEqualTo(expected);
      assertThat(pattern.removedFrom(text)).isEqualTo(matcher.reset().replaceAll(""));
      all += found.size();
    }
    assertThat(all).isGreaterThan(100);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
