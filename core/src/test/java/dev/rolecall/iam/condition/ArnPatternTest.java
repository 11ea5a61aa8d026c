package dev.rolecall.iam.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArnPatternTest {

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::1:role/a, arn:aws:iam::1:role/a, true",
    "arn:aws:iam::1:role/a, arn:aws:iam::1:role/A, false",
    "arn:aws:iam::1:role/a, ARN:aws:iam::1:role/a, false",
    "arn:*:iam::*:role/*, arn:aws-cn:iam::1:role/x/y, true",
    "arn:aws:iam::?:role/a, arn:aws:iam::1:role/a, true",
    "arn:aws:iam::?:role/a, arn:aws:iam::12:role/a, false",
    // a star does not reach over a colon
    "arn:aws:*:role/a, arn:aws:iam::1:role/a, false",
    "arn:aws:iam:*:role/a, arn:aws:iam::1:role/a, false",
    "arn:aws:s:*:1:f/*, arn:aws:s:r:9:s/abc:1:f/d, false",
    // but within the last part it does
    "arn:aws:iam::1:*, arn:aws:iam::1:a:b:c, true",
    "arn:aws:iam::1:a:*:c, arn:aws:iam::1:a:b:c, true",
    "arn:*:*:*:*:*, arn:::::, true",
    "arn:?:*:*:*:*, arn:::::, false",
    // too few parts
    "*, arn:aws:iam::1:role/a, false",
    "arn:aws:iam::1, arn:aws:iam::1, false",
    "arn:aws:iam::1:role/a, arn:aws:iam::1, false",
    "'', '', false",
  })
  void eachOfTheSixPartsIsAPatternOfItsOwn(String pattern, String arn, boolean matches) {
    assertThat(ArnPattern.matches(Glob.wildcards(pattern), arn)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1, :*:*:*:*:*",
    "arn, 1, arn:*:*:*:*:*",
    "arn:aws, 2, arn:aws:*:*:*:*",
    "arn:aws:iam::1, 5, arn:aws:iam::1:*",
    "arn:aws:iam::1:, 6, arn:aws:iam::1:",
    "arn:aws:iam::1:role/a, 6, arn:aws:iam::1:role/a",
    "a:b:c:d:e:f:g:h, 6, a:b:c:d:e:f:g:h",
  })
  void partsThatAreMissingAreFilledWithWildcards(String pattern, int parts, String completed) {
    assertThat(ArnPattern.parts(pattern)).isEqualTo(parts);
    assertThat(ArnPattern.completed(pattern)).isEqualTo(Glob.wildcards(completed));
  }
}
