package dev.rolecall.diagnosis.mismatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names are near when at most two letters differ, and at most one in four.
class SpellingTest {

  @ParameterizedTest
  @CsvSource({
    "deploy, deploi, true",
    "deploy, deply, true",
    "deploy-prod, deplyo-prod, true",
    "deployer, deploxyr, true",
    "deployer, dexxxyer, false",
    // one of four letters, and two of seven
    "abcd, abcx, true",
    "abc, abx, false",
    "abcdefg, abcdexx, false",
    "deploy, deploy, false",
    "deploy, release, false",
  })
  void aLetterInFourAndTwoInAllMayDiffer(String one, String other, boolean near) {
    assertThat(Spelling.near(one, other)).isEqualTo(near);
    assertThat(Spelling.near(other, one)).isEqualTo(near);
  }

  @ParameterizedTest
  @CsvSource({"deploy, deploy, 0", "deploy, deplo, 1", "deploy, deplxx, 2"})
  void theDistanceIsTheNumberOfLettersThatDiffer(String one, String other, int distance) {
    assertThat(Spelling.distance(one, other)).isEqualTo(distance);
  }

  @ParameterizedTest
  @CsvSource({"deploy, release", "a, abcdefgh"})
  void whatIsFarIsFartherThanAllThatIsNear(String one, String other) {
    assertThat(Spelling.distance(one, other)).isGreaterThan(1_000_000);
  }
}
