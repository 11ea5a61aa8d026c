package dev.rolecall.explanation.render.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.WritingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLinesTest {

  private static String wrapped(RichSentence text) {
    return new TextLines(new WritingOptions(false, false, false, 40))
        .wrapped("- ", "  ", text, TextStyle.PLAIN)
        .toString();
  }

  @ParameterizedTest
  @CsvSource({
    "'one two', 'one two'",
    "'one  two', 'one two'",
    "' one two ', 'one two'",
    "'', ''",
    "' ', ''",
    "'   one', one",
    "'one   ', one"
  })
  void blanksBetweenWordsAreOne(String text, String expected) {
    assertThat(wrapped(RichSentence.words(text))).isEqualTo("- " + expected + "\n");
  }

  /// A blank decides, wherever it stands.
  @Test
  void punctuationStaysWithTheValueBeforeIt() {
    assertThat(wrapped(RichSentence.say("Role {}, in ({}): {} and{}!", "a b", "c", "d", "e")))
        .isEqualTo("- Role `a b`, in (`c`): `d` and`e`!\n");
  }

  @Test
  void whatDoesNotFitBeginsALine() {
    assertThat(
            wrapped(
                RichSentence.say(
                    "The value {}, which is long, is not a word of {}.",
                    "with blanks in it stays whole",
                    "a value that is longer than forty columns is broken at its blanks")))
        .isEqualTo(
            """
            - The value
              `with blanks in it stays whole`, which
              is long, is not a word of `a value
              that is longer than forty columns is
              broken at its blanks`.
            """);
  }
}
