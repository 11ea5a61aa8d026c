package dev.rolecall.infra.function;

import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.rule.RuleName;
import dev.rolecall.installation.MetricName;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.sqs.Queue;

/// The metrics that the functions write, and how alarms and dashboard ask for them.
public final class MetricQueries {

  static final String SERVICE = "rolecall";
  static final Duration PERIOD = Duration.minutes(5);

  /// For metrics of AWS, which come with a period and statistic of their own.
  public static final MetricOptions FIVE_MINUTE_SUM =
      MetricOptions.builder().statistic("Sum").period(PERIOD).build();

  static final MetricOptions FIVE_MINUTE_MAXIMUM =
      MetricOptions.builder().statistic("Maximum").period(PERIOD).build();

  private static final Map<String, String> DIMENSIONS = Map.of(MetricName.SERVICE, SERVICE);

  private MetricQueries() {}

  /// A count of the whole service.
  public static Metric count(MetricName name) {
    return metric(name).statistic("Sum").build();
  }

  private static Metric.Builder metric(MetricName name) {
    return Metric.Builder.create()
        .namespace(MetricName.NAMESPACE)
        .metricName(name.key())
        .dimensionsMap(DIMENSIONS)
        .period(PERIOD);
  }

  /// How much waits in a queue.
  public static Metric depth(FailureQueue failures) {
    return failures.queue().metricApproximateNumberOfMessagesVisible().with(FIVE_MINUTE_MAXIMUM);
  }

  /// For how many seconds the oldest message of a queue has waited.
  public static Metric age(Queue queue) {
    return queue.metricApproximateAgeOfOldestMessage().with(FIVE_MINUTE_MAXIMUM);
  }

  /// How many times five minutes the oldest message of a queue has waited.
  public static MathExpression minutesLate(Queue queue) {
    return MathExpression.Builder.create()
        .expression("FLOOR(age / " + PERIOD.toSeconds() + ")")
        .usingMetrics(
            Map.of("age", queue.metricApproximateAgeOfOldestMessage().with(FIVE_MINUTE_MAXIMUM)))
        .label("ApproximateAgeOfOldestMessage")
        .period(PERIOD)
        .build();
  }

  /// How often a rule reached no target.
  public static Metric failedInvocations(RuleName rule) {
    return Metric.Builder.create()
        .namespace("AWS/Events")
        .metricName("FailedInvocations")
        .dimensionsMap(rule.dimensions())
        .build()
        .with(FIVE_MINUTE_SUM);
  }

  /// A percentile of a duration in milliseconds, such as `p99`.
  public static Metric duration(MetricName name, String percentile) {
    return metric(name).statistic(percentile).label(percentile).build();
  }

  /// What DynamoDB counts by operation, over all that the functions use. An operation of which
  /// nothing was counted has no data, and must not take away what the others have.
  public static MathExpression sum(IncidentTable table, String name) {
    Map<String, IMetric> metrics = new TreeMap<>();
    for (String operation : IncidentTable.OPERATIONS) {
      metrics.put(
          "of" + operation,
          Metric.Builder.create()
              .namespace("AWS/DynamoDB")
              .metricName(name)
              .dimensionsMap(
                  new TreeMap<>(Map.of("TableName", table.name(), "Operation", operation)))
              .statistic("Sum")
              .period(PERIOD)
              .build());
    }
    return MathExpression.Builder.create()
        .expression(
            metrics.keySet().stream()
                .map("FILL(%s, 0)"::formatted)
                .collect(Collectors.joining(", ", "SUM([", "])")))
        .usingMetrics(metrics)
        .label(name)
        .period(PERIOD)
        .build();
  }

  /// A count by what else it is told apart, such as `Cause`; one line for each value met.
  public static MathExpression by(MetricName name, String dimensions) {
    return MathExpression.Builder.create()
        .expression(
            "SEARCH('{%s,Service,%s} MetricName=\"%s\" Service=\"%s\"', 'Sum', 300)"
                .formatted(MetricName.NAMESPACE, dimensions, name.key(), SERVICE))
        .label("")
        .period(PERIOD)
        .build();
  }
}
