package dev.rolecall.infra;

import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmProps;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.MetricProps;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.constructs.Construct;

/// Says to the operations topic when Rolecall itself is not well. No data is good news: most of
/// these metrics exist only once something has failed.
final class Alarms extends Construct {

  private static final MetricOptions SUM =
      MetricOptions.builder().statistic("Sum").period(Telemetry.PERIOD).build();

  private final SnsAction operations;

  Alarms(Construct scope, String id, Parts parts) {
    super(scope, id);
    operations = new SnsAction(parts.operations().topic());
    parts.functions().forEach(this::function);
    parts.queues().forEach(this::queue);
    rule(parts.rule());
    for (NotificationTopic topic : parts.topics()) {
      String name = topic.getNode().getId();
      once(
          name + "NotDelivered",
          "SNS could not deliver to a subscriber of the topic " + name,
          topic.topic().metricNumberOfNotificationsFailed(SUM));
    }
    once(
        "OwnAccessDenied",
        "a call of its own was denied: its role or the reader role lacks a permission, or an SCP or"
            + " RCP denies it; explanations are less sure",
        Telemetry.metric("OwnAccessDenied", "Sum", "own AccessDenied"));
  }

  private void function(String name, SnapStartFunction function) {
    once(
        name + "Errors",
        "an invocation of the " + name + " function failed; see its log group",
        function.function().metricErrors(SUM));
    // A burst is queued by Lambda and waited out; what lasts makes explanations late.
    alarm(
        name + "Throttled",
        "the "
            + name
            + " function is throttled and has been for 15 minutes; raise"
            + " reservedConcurrency",
        function.function().metricThrottles(SUM),
        3);
    once(
        name + "FailuresLost",
        "an invocation of the "
            + name
            + " function failed for good and could not be kept in its queue",
        function.function().metric("DestinationDeliveryFailures", SUM));
  }

  private void queue(Parts.Left left) {
    once(
        left.name() + "NotEmpty",
        left.what() + " lie in a queue, each with its reason",
        left.queue()
            .metricApproximateNumberOfMessagesVisible(
                MetricOptions.builder().statistic("Maximum").period(Telemetry.PERIOD).build()));
  }

  private void rule(DenialRule rule) {
    once(
        "RuleFailedInvocations",
        "EventBridge gave up on handing a denial to the explain function",
        ofRule(rule, "FailedInvocations"));
    once(
        "RuleEventsLost",
        "a denial reached neither the explain function nor the dead-letter queue",
        ofRule(rule, "InvocationsFailedToBeSentToDlq"));
  }

  private static Metric ofRule(DenialRule rule, String name) {
    return new Metric(
        MetricProps.builder()
            .namespace("AWS/Events")
            .metricName(name)
            .dimensionsMap(Map.of("RuleName", rule.rule().getRuleName()))
            .statistic("Sum")
            .period(Telemetry.PERIOD)
            .build());
  }

  private void once(String id, String description, IMetric metric) {
    alarm(id, description, metric, 1);
  }

  private void alarm(String id, String description, IMetric metric, int periods) {
    Alarm alarm =
        new Alarm(
            this,
            id,
            AlarmProps.builder()
                .alarmDescription("Rolecall: " + description)
                .metric(metric)
                .threshold(1)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .evaluationPeriods(periods)
                .datapointsToAlarm(periods)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build());
    alarm.addAlarmAction(operations);
  }
}
