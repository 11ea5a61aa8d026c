package dev.rolecall.infra.alarm;

import dev.rolecall.infra.function.InteractionFunctions;
import dev.rolecall.infra.function.LiveFunction;
import dev.rolecall.infra.function.MetricQueries;
import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.wording.AlarmWords;
import dev.rolecall.installation.MetricName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// What was denied and why, what goes on of it, how well that could be told, and how Rolecall
/// itself is.
public final class CauseDashboard extends Construct {

  private final Dashboard dashboard;

  public CauseDashboard(
      Construct scope,
      String id,
      List<LiveFunction> functions,
      List<FailureQueue> queues,
      List<Queue> passing,
      Optional<InteractionFunctions> interactions) {
    super(scope, id);
    dashboard = Dashboard.Builder.create(this, "Dashboard").build();
    dashboard.addWidgets(
        stacked(
            AlarmWords.denialsByCause(),
            List.of(MetricQueries.by(MetricName.DENIALS, "Cause")),
            16),
        stacked(
            AlarmWords.confidence(),
            List.of(MetricQueries.by(MetricName.DENIALS, "Confidence")),
            8));
    dashboard.addWidgets(
        lines(
            AlarmWords.incidents(),
            counts(MetricName.INCIDENTS_OPENED, MetricName.INCIDENTS_RESOLVED)),
        lines(
            AlarmWords.countedAndSuppressed(),
            counts(MetricName.DENIALS_COUNTED, MetricName.ALERTS_HELD)),
        lines(AlarmWords.enumerations(), counts(MetricName.ENUMERATIONS)));
    dashboard.addWidgets(
        lines(AlarmWords.timeToExplain(), percentiles(MetricName.TIME_TO_EXPLAIN)),
        lines(AlarmWords.explainTime(), percentiles(MetricName.EXPLAIN_TIME)),
        lines(
            AlarmWords.evidenceUnread(),
            List.of(MetricQueries.by(MetricName.EVIDENCE_UNREAD, "Action,Failure"))));
    dashboard.addWidgets(
        lines(AlarmWords.functions(), errors(functions)),
        lines(
            AlarmWords.queues(),
            queues.stream().map(MetricQueries::depth).map(IMetric.class::cast).toList()),
        lines(
            AlarmWords.notExplained(),
            counts(
                MetricName.UNDETERMINED,
                MetricName.FOREIGN,
                MetricName.MALFORMED,
                MetricName.STRANGE_ACCOUNTS,
                MetricName.OWN_ACCESS_DENIED)));
    dashboard.addWidgets(
        lines(
            AlarmWords.doctorFindings(),
            counts(
                MetricName.DOCTOR_FINDINGS, MetricName.DOCTOR_UNKNOWN, MetricName.ACCOUNTS_UNREAD)),
        lines(
            AlarmWords.oldestMessages(),
            passing.stream().map(MetricQueries::age).map(IMetric.class::cast).toList()));
    interactions.ifPresent(this::add);
  }

  private void add(InteractionFunctions interactions) {
    dashboard.addWidgets(
        lines(
            AlarmWords.interactions(),
            List.of(MetricQueries.by(MetricName.INTERACTIONS, "Action"))),
        lines(
            AlarmWords.rejectedRequests(),
            List.of(MetricQueries.by(MetricName.REQUESTS_REFUSED, "Reason"))),
        lines(
            AlarmWords.interactionErrors(),
            errors(List.of(interactions.front(), interactions.worker()))));
  }

  private static List<IMetric> errors(List<LiveFunction> functions) {
    return functions.stream()
        .flatMap(
            live -> Stream.of(live.function().metricErrors(), live.function().metricThrottles()))
        .map(CauseDashboard::sum)
        .toList();
  }

  private static List<IMetric> percentiles(MetricName name) {
    return List.of(MetricQueries.duration(name, "p50"), MetricQueries.duration(name, "p99"));
  }

  private static List<IMetric> counts(MetricName... names) {
    return Stream.of(names).map(MetricQueries::count).map(IMetric.class::cast).toList();
  }

  private static IMetric sum(Metric metric) {
    return metric.with(MetricQueries.FIVE_MINUTE_SUM);
  }

  private static IWidget stacked(String title, List<IMetric> metrics, int width) {
    return GraphWidget.Builder.create()
        .title(title)
        .stacked(true)
        .width(width)
        .left(metrics)
        .build();
  }

  private static IWidget lines(String title, List<IMetric> metrics) {
    return GraphWidget.Builder.create().title(title).width(8).left(metrics).build();
  }

  public Dashboard dashboard() {
    return dashboard;
  }
}
