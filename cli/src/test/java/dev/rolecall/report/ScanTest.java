package dev.rolecall.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.report.Scan.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ATHENA, 0, Amazon Athena scanned 0 bytes, which costs less than 0.01 USD
          ATHENA, 12000000, Amazon Athena scanned 12 MB, which costs less than 0.01 USD
          ATHENA, 1000000000000, Amazon Athena scanned 1.0 TB, which costs about 5.00 USD
          LOGS_INSIGHTS, 0, CloudWatch Logs Insights scanned 0 bytes, which costs about 0.00 USD
          LOGS_INSIGHTS, 1000000000, CloudWatch Logs Insights scanned 1.0 GB, which costs about 0.01 USD
          LOGS_INSIGHTS, 10000000000, CloudWatch Logs Insights scanned 10 GB, which costs about 0.05 USD
          LOGS_INSIGHTS, 5120000000000, CloudWatch Logs Insights scanned 5.1 TB, which costs about 25.60 USD
          """,
      delimiter = ';')
  void whatWasScannedAndWhatItCosts(String line) {
    String[] parts = line.split(", ", 3);
    assertThat(new Scan(Service.valueOf(parts[0]), Long.parseLong(parts[1]), false).sentence())
        .isEqualTo(parts[2] + " (list price in us-east-1).");
  }

  @Test
  void whatIsReusedCostsNothing() {
    Scan scan = new Scan(Service.ATHENA, 0, true);
    assertThat(scan.sentence())
        .isEqualTo("Amazon Athena scanned nothing: it reused the result of the same query.");
    assertThat(scan.dollars()).isZero();
  }
}
