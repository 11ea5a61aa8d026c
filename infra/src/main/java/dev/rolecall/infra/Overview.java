package dev.rolecall.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.DashboardProps;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.GraphWidgetProps;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.MathExpressionProps;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.YAxisProps;
import software.constructs.Construct;

/// The dashboard: what was denied and why, how fast and how surely it was explained, and whether
/// Rolecall is well.
final class Overview {

  private Overview() {}

  static Dashboard create(Construct scope, Parts parts) {
    return new Dashboard(
        scope,
        "Dashboard",
        DashboardProps.builder()
            .defaultInterval(Duration.days(7))
            .widgets(
                List.of(
                    List.of(
                        graph(
                            "Denials by cause",
                            "denials",
                            true,
                            List.of(search("Denials", "Cause"))),
                        graph(
                            "Denials by confidence",
                            "denials",
                            true,
                            List.of(search("Denials", "Confidence")))),
                    List.of(
                        graph(
                            "Time to explain, from the denial to the alert",
                            "milliseconds",
                            false,
                            percentiles("TimeToExplain")),
                        graph(
                            "Work of an invocation",
                            "milliseconds",
                            false,
                            percentiles("ExplainTime"))),
                    List.of(
                        graph(
                            "Evidence that could not be read",
                            "calls",
                            true,
                            List.of(search("EvidenceUnread", "Action,Failure"))),
                        graph("Not explained", "events", false, unexplained())),
                    List.of(
                        graph("Errors and throttles", "invocations", false, health(parts)),
                        graph("Not delivered", "messages", false, queues(parts)))))
            .build());
  }

  private static List<IMetric> percentiles(String metric) {
    return List.of(Telemetry.metric(metric, "p50", "p50"), Telemetry.metric(metric, "p99", "p99"));
  }

  private static List<IMetric> unexplained() {
    return List.of(
        Telemetry.metric("Undetermined", "Sum", "undetermined"),
        Telemetry.metric("OwnAccessDenied", "Sum", "own AccessDenied"),
        Telemetry.metric("Foreign", "Sum", "not ours"),
        Telemetry.metric("Malformed", "Sum", "malformed"));
  }

  private static List<IMetric> health(Parts parts) {
    List<IMetric> metrics = new ArrayList<>();
    parts
        .functions()
        .forEach(
            (name, function) -> {
              metrics.add(function.function().metricErrors(labelled(name + " errors", "Sum")));
              metrics.add(
                  function.function().metricThrottles(labelled(name + " throttles", "Sum")));
            });
    return metrics;
  }

  private static List<IMetric> queues(Parts parts) {
    Function<Parts.Left, IMetric> depth =
        left ->
            left.queue().metricApproximateNumberOfMessagesVisible(labelled(left.name(), "Maximum"));
    return parts.queues().stream().map(depth).toList();
  }

  private static MetricOptions labelled(String label, String statistic) {
    return MetricOptions.builder()
        .label(label)
        .statistic(statistic)
        .period(Telemetry.PERIOD)
        .build();
  }

  private static IMetric search(String metric, String dimensions) {
    return new MathExpression(
        MathExpressionProps.builder()
            .expression(Telemetry.search(metric, dimensions))
            // The series are named by their dimensions.
            .label("")
            .period(Telemetry.PERIOD)
            .build());
  }

  private static IWidget graph(String title, String unit, boolean stacked, List<IMetric> metrics) {
    return new GraphWidget(
        GraphWidgetProps.builder()
            .title(title)
            .width(12)
            .stacked(stacked)
            .leftYAxis(YAxisProps.builder().min(0).label(unit).showUnits(false).build())
            .left(metrics)
            .build());
  }
}
