package dev.rolecall.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Data that a service of AWS scanned for a report, and charges for.
public record ScannedData(Service service, long bytes) {

  /// What charges by bytes.
  public enum Service {
    /// [5 USD for a TB, 10 MB at least for a query](https://aws.amazon.com/athena/pricing/), in
    /// most Regions.
    ATHENA("Athena", "5", 10_000_000),
    /// [0.005 USD for a GB](https://aws.amazon.com/cloudwatch/pricing/) with Logs Insights, in most
    /// Regions.
    LOGS_INSIGHTS("CloudWatch Logs Insights", "5", 0);

    private final String label;
    private final BigDecimal usdForTerabyte;
    private final long least;

    Service(String label, String usdForTerabyte, long least) {
      this.label = label;
      this.usdForTerabyte = new BigDecimal(usdForTerabyte);
      this.least = least;
    }

    /// As AWS calls it.
    public String label() {
      return label;
    }
  }

  /// In US dollars, to the cent; what costs less than a cent, to the tenth of one.
  public BigDecimal cost() {
    BigDecimal exact =
        service.usdForTerabyte.multiply(
            BigDecimal.valueOf(Math.max(bytes, service.least)).movePointLeft(12));
    BigDecimal cents = exact.setScale(2, RoundingMode.HALF_UP);
    return cents.signum() == 0 ? exact.setScale(4, RoundingMode.CEILING) : cents;
  }
}
