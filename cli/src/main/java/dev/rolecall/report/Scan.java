package dev.rolecall.report;

import dev.rolecall.report.wording.ReportWords;
import java.math.BigDecimal;
import java.math.MathContext;

/// What AWS scanned to find the records of a report, for which it charges.
///
/// @param bytes for which it charges
public record Scan(Service service, long bytes) {

  /// Who scans.
  public enum Service {
    /// 5 USD per TB: [Athena pricing](https://aws.amazon.com/athena/pricing/).
    ATHENA("Amazon Athena", 1L << 40, "5"),
    /// 0.005 USD per GB: [CloudWatch pricing](https://aws.amazon.com/cloudwatch/pricing/).
    LOGS_INSIGHTS("CloudWatch Logs Insights", 1L << 30, "0.005");

    private final String title;
    private final BigDecimal perByte;

    Service(String title, long unit, String dollars) {
      this.title = title;
      this.perByte =
          new BigDecimal(dollars).divide(BigDecimal.valueOf(unit), MathContext.DECIMAL128);
    }

    /// What AWS calls it.
    public String title() {
      return title;
    }
  }

  /// How much that was, and what it costs.
  public String sentence() {
    return ReportWords.scanned(service.title, bytes, dollars());
  }

  /// What it costs in US dollars, at the list price of us-east-1.
  public BigDecimal dollars() {
    return service.perByte.multiply(BigDecimal.valueOf(bytes));
  }
}
