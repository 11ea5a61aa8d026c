package dev.rolecall.explanation.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTextTest {

  private static final Pattern HIDDEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");

  @Test
  void everyCharacterThatNobodySeesIsEscaped() {
    IntStream.range(0, 0x20000)
        .mapToObj(Character::toString)
        .forEach(
            one -> {
              boolean hidden = HIDDEN.matcher(one).find();
              String line = VisibleText.line(one);
              if (hidden) {
                assertThat(line).matches("(\\\\u[0-9a-f]{4}){1,2}");
              } else {
                assertThat(line).isSameAs(one);
              }
              assertThat(VisibleText.lines(one)).isEqualTo(one.equals("\n") ? one : line);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "a → “b” 漢 😀, a → “b” 漢 😀",
    "'a\u001b[31mb\u202e', a\\u001b[31mb\\u202e",
    "'\u200b', \\u200b",
    "a\uD800b, a\\ud800b",
    "x\uDB80\uDC00y, x\\udb80\\udc00y"
  })
  void whatIsAroundItStays(String text, String line) {
    assertThat(VisibleText.line(text)).isEqualTo(line);
  }

  @Test
  void lineBreaksStayWhereThereAreLines() {
    assertThat(VisibleText.line("a\nb")).isEqualTo("a\\u000ab");
    assertThat(VisibleText.lines("a\nb\r\n\u0007")).isEqualTo("a\nb\\u000d\n\\u0007");
  }
}
