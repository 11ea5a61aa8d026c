package dev.rolecall.cloudtrail.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FailureSignsTest {

  private static final Pattern PATTERN = Pattern.compile(FailureSigns.PATTERN);

  private static boolean in(String text) {
    return FailureSigns.in(text.toCharArray(), 0, text.length());
  }

  /// Queries are run by several engines, and not all of them can look ahead.
  @Test
  void thePatternLooksForTheSame() {
    assertThat(FailureSigns.PATTERN).doesNotContain("(?");
    List<String> parts =
        List.of(
            "ssum", "SSUM", "e", "d", "-", "role", "trust", "_ROLE_", "ARN must", "a", " ", "r");
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String text =
          random
              .ints(random.nextInt(8), 0, parts.size())
              .mapToObj(parts::get)
              .collect(Collectors.joining());
      // What stands at the very end is looked for in earnest by the pattern only.
      assertThat(PATTERN.matcher(text + "....").find()).as(text).isEqualTo(in(text + "...."));
    }
  }

  @Test
  void theNameOfASessionIsNoSign() {
    String denied = "User: arn:aws:sts::111111111111:assumed-role/ci/s is not authorized";
    assertThat(in(denied)).isFalse();
    assertThat(PATTERN.matcher(denied).find()).isFalse();
    assertThat(PATTERN.matcher("cannot be assumed by Lambda").find()).isTrue();
  }
}
