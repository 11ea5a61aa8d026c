package dev.rolecall.explanation.wording.term;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteCountTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "999, 999 bytes",
    "1000, 1.0 kB",
    "12345, 12 kB",
    "999999, 1.0 MB",
    "10000000, 10 MB",
    "1400000000000, 1.4 TB",
    "9223372036854775807, 9223 PB",
  })
  void saysAmountsAsAwsChargesForThem(long bytes, String said) {
    assertThat(ByteCount.of(bytes)).isEqualTo(said);
  }
}
