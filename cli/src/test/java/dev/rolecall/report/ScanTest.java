package dev.rolecall.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.report.Scan.Service;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ATHENA, 0, Amazon Athena scanned 0.0 MB, which costs about 0.00 USD
          ATHENA, 10485760, Amazon Athena scanned 10.0 MB, which costs less than 0.01 USD
          ATHENA, 1099511627776, Amazon Athena scanned 1.00 TB, which costs about 5.00 USD
          LOGS_INSIGHTS, 1048576000, CloudWatch Logs Insights scanned 1.0 GB, which costs less than 0.01 USD
          LOGS_INSIGHTS, 10737418240, CloudWatch Logs Insights scanned 10.0 GB, which costs about 0.05 USD
          LOGS_INSIGHTS, 5497558138880, CloudWatch Logs Insights scanned 5.00 TB, which costs about 25.60 USD
          """,
      delimiter = ';')
  void whatWasScannedAndWhatItCosts(String line) {
    String[] parts = line.split(", ", 3);
    assertThat(new Scan(Service.valueOf(parts[0]), Long.parseLong(parts[1])).sentence())
        .isEqualTo(parts[2] + " (list price in us-east-1).");
  }
}
