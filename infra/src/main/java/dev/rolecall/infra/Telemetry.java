package dev.rolecall.infra;

import dev.rolecall.infra.settings.Settings;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricProps;

/// The metrics that the functions write, and what tells them so.
final class Telemetry {

  static final String NAMESPACE = "Rolecall";
  static final String SERVICE = "rolecall";
  static final Duration PERIOD = Duration.minutes(5);

  private Telemetry() {}

  /// What Powertools reads.
  static Map<String, String> environment(Settings settings) {
    return Map.of(
        "POWERTOOLS_SERVICE_NAME", SERVICE,
        "POWERTOOLS_METRICS_NAMESPACE", NAMESPACE,
        "POWERTOOLS_LOG_LEVEL", settings.logLevel());
  }

  static Metric metric(String name, String statistic, String label) {
    return new Metric(
        MetricProps.builder()
            .namespace(NAMESPACE)
            .metricName(name)
            .dimensionsMap(Map.of("Service", SERVICE))
            .statistic(statistic)
            .period(PERIOD)
            .label(label)
            .build());
  }

  /// Every metric of that name with these dimensions beside `Service`, whatever their values.
  static String search(String name, String dimensions) {
    return "SEARCH('{%s,Service,%s} MetricName=\"%s\" Service=\"%s\"', 'Sum', %d)"
        .formatted(NAMESPACE, dimensions, name, SERVICE, PERIOD.toSeconds().intValue());
  }
}
