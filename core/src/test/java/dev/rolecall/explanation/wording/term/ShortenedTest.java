package dev.rolecall.explanation.wording.term;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.explanation.document.RichSentence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortenedTest {

  private static final String LONG = "a-role-with-a-very-long-name-indeed";

  private static Shortened caption(String caller, String role) {
    return new Shortened(
        RichSentence.say("{} could not assume {} (no)", caller, role), 99, "..", name -> name);
  }

  @ParameterizedTest
  @CsvSource({
    "ci,deploy,60,ci could not assume deploy (no)",
    "ci," + LONG + ",50,ci could not assume a-role-with-a-very-long.. (no)",
    LONG + ",ci,50,a-role-with-a-very-long.. could not assume ci (no)",
    LONG + "," + LONG + ",50,a-role-with.. could not assume a-role-with-.. (no)",
  })
  void shortNamesLeaveRoomToLongOnes(String caller, String role, int most, String line) {
    assertThat(caption(caller, role).within(most)).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10, 22, 30, 60})
  void nothingIsLongerThanItMayBe(int most) {
    assertThat(caption(LONG, LONG).within(most)).hasSizeLessThanOrEqualTo(most);
  }

  @ParameterizedTest
  @CsvSource({"ci,deploy,31,true", "ci,deploy,30,false", LONG + "," + LONG + ",55,true"})
  void itFitsWhenNamesCanBeToldApart(String caller, String role, int most, boolean fits) {
    assertThat(caption(caller, role).fits(most)).isEqualTo(fits);
  }
}
