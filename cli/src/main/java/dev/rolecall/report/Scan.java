package dev.rolecall.report;

import dev.rolecall.report.wording.ReportWords;
import java.math.BigDecimal;

/// What AWS scanned to find the records of a report, for which it charges.
///
/// @param bytes for which it charges
/// @param reused whether it returned the result of an earlier query, which costs nothing
public record Scan(Service service, long bytes, boolean reused) {

  private static final BigDecimal DOLLARS_PER_TERABYTE = new BigDecimal(5);

  /// Who scans.
  public enum Service {
    /// 5 USD per TB, and for 10 MB at least: [Athena
    /// pricing](https://aws.amazon.com/athena/pricing/).
    ATHENA("Amazon Athena", 10_000_000),
    /// 0.005 USD per GB: [CloudWatch pricing](https://aws.amazon.com/cloudwatch/pricing/).
    LOGS_INSIGHTS("CloudWatch Logs Insights", 0);

    private final String title;
    private final long least;

    Service(String title, long least) {
      this.title = title;
      this.least = least;
    }

    /// What AWS calls it.
    public String title() {
      return title;
    }
  }

  /// How much that was, and what it costs.
  public String sentence() {
    return reused
        ? ReportWords.reused(service.title)
        : ReportWords.scanned(service.title, bytes, dollars());
  }

  /// What it costs in US dollars, at the list price of us-east-1.
  public BigDecimal dollars() {
    return reused
        ? BigDecimal.ZERO
        : DOLLARS_PER_TERABYTE.multiply(
            BigDecimal.valueOf(Math.max(bytes, service.least)).movePointLeft(12));
  }
}
