package dev.rolecall.infra.alarm;

import dev.rolecall.infra.event.EventPipe;
import dev.rolecall.infra.event.PagerDutyRule;
import dev.rolecall.infra.function.InteractionFunctions;
import dev.rolecall.infra.function.LiveFunction;
import dev.rolecall.infra.function.MetricQueries;
import dev.rolecall.infra.function.Triggers;
import dev.rolecall.infra.resource.ChannelQueues;
import dev.rolecall.infra.resource.CheckQueue;
import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.rule.DenialRule;
import dev.rolecall.infra.rule.RuleName;
import dev.rolecall.infra.wording.AlarmWords;
import dev.rolecall.installation.MetricName;
import java.util.Locale;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// Tells the operations topic when an explanation got lost or may get lost. One occurrence within
/// five minutes is enough: all of these are zero as long as all is well.
public final class Alarms extends Construct {

  /// How long a message may wait for its channel.
  private static final Duration OLDEST = Duration.minutes(15);

  /// Within five minutes. Scanners of the internet send a few requests to every address.
  private static final int MOST_REFUSED = 50;

  private final Topic operations;

  public Alarms(Construct scope, String id, Topic operations) {
    super(scope, id);
    this.operations = operations;
    add(
        "OwnAccessDenied",
        AlarmWords.ownAccessDenied(),
        MetricQueries.count(MetricName.OWN_ACCESS_DENIED));
  }

  /// Watches a function and the queue of what it failed at.
  public void watch(String name, LiveFunction live) {
    add(
        name + "Throttles",
        AlarmWords.throttled(live.newsFor().toHumanString()),
        live.function().metricThrottles().with(MetricQueries.FIVE_MINUTE_SUM));
    watchInTurn(name, live);
  }

  /// Watches a function whose events wait for one another: being turned away at first is no
  /// trouble.
  public void watchInTurn(String name, LiveFunction live) {
    add(
        name + "Errors",
        AlarmWords.failing(),
        live.function().metricErrors().with(MetricQueries.FIVE_MINUTE_SUM));
    add(
        name + "Unkept",
        AlarmWords.eventLost(),
        live.function().metric("DestinationDeliveryFailures").with(MetricQueries.FIVE_MINUTE_SUM));
    watch(name + "Failures", AlarmWords.failed(), live.failures());
  }

  /// Watches what people do in Slack. Anyone can send requests to the address, so that some are
  /// always refused.
  public void watch(InteractionFunctions interactions) {
    add(
        InteractionFunctions.FRONT + "Throttles",
        AlarmWords.interactionsThrottled(),
        interactions.front().function().metricThrottles().with(MetricQueries.FIVE_MINUTE_SUM));
    watchInTurn(InteractionFunctions.FRONT, interactions.front());
    watch(InteractionFunctions.WORKER, interactions.worker());
    watch(
        InteractionFunctions.FRONT + "Requests",
        AlarmWords.undeliveredInteractions(),
        interactions.undelivered());
    add(
        InteractionFunctions.FRONT + "Delayed",
        AlarmWords.interactionsDelayed(),
        MetricQueries.minutesLate(interactions.queue().queue()));
    alarm(
            this,
            "RequestsRefused",
            AlarmWords.requestsRefused(MOST_REFUSED),
            MetricQueries.count(MetricName.REQUESTS_REFUSED),
            MOST_REFUSED)
        .addAlarmAction(new SnsAction(operations));
  }

  /// Watches a queue that ought to be empty.
  public void watch(String name, String description, FailureQueue failures) {
    add(name + "NotEmpty", AlarmWords.notEmpty(description), MetricQueries.depth(failures));
  }

  /// Watches the queues of a channel.
  public void watch(String channel, ChannelQueues queues) {
    addAge(channel + "Inbox", AlarmWords.inboxWaits(channel), queues.inbox());
    addAge(channel + "Outbox", AlarmWords.outboxWaits(channel), queues.outbox());
    watch(
        channel + "Subscription",
        AlarmWords.undeliveredExplanations(channel),
        queues.undelivered());
    watch(channel + "DeadLetters", AlarmWords.deadLetters(channel), queues.deadLetters());
  }

  private void addAge(String name, String description, Queue queue) {
    alarm(
            this,
            name + "Waiting",
            description,
            MetricQueries.age(queue),
            OLDEST.toSeconds().intValue())
        .addAlarmAction(new SnsAction(operations));
  }

  /// Watches a rule for denials.
  ///
  /// @param name which rule, such as "Rule"
  public void watch(String name, DenialRule rule) {
    watch(name, AlarmWords.ruleFails(), rule.rule());
    watch(name, AlarmWords.undeliveredDenials(), rule.undelivered());
  }

  /// Watches the way to the default event bus.
  public void watch(EventPipe pipe) {
    watch("Events", AlarmWords.undeliveredEvents(), pipe.undelivered());
    add("EventsDelayed", AlarmWords.eventsDelayed(), MetricQueries.minutesLate(pipe.queue()));
  }

  /// Watches the incidents that wait for a check.
  public void watch(CheckQueue checks) {
    watch("FailedChecks", AlarmWords.failedChecks(), checks.failures());
    add("ChecksDelayed", AlarmWords.checksDelayed(), MetricQueries.minutesLate(checks.queue()));
  }

  /// Watches the way to PagerDuty.
  public void watch(PagerDutyRule pagerDuty) {
    watch("PagerDuty", AlarmWords.pagerDutyFails(), pagerDuty.rule());
    watch("PagerDuty", AlarmWords.undeliveredPages(), pagerDuty.undelivered());
  }

  /// Watches what starts a function.
  ///
  /// @param name which function, such as "Sweep"
  public void watch(String name, Triggers triggers) {
    String function = AlarmWords.function(name.toLowerCase(Locale.ROOT));
    triggers
        .rules()
        .forEach((what, rule) -> watch(name + what, AlarmWords.triggerFails(function), rule));
    watch(name + "Triggers", AlarmWords.undeliveredTriggers(function), triggers.undelivered());
  }

  private void watch(String name, String description, RuleName rule) {
    add(name + "FailedInvocations", description, MetricQueries.failedInvocations(rule));
  }

  /// Watches a topic.
  ///
  /// @param message what goes through it, such as "an explanation"
  public void watch(String name, String message, Topic topic) {
    add(
        name + "NotDelivered",
        AlarmWords.notDelivered(message),
        topic.metricNumberOfNotificationsFailed().with(MetricQueries.FIVE_MINUTE_SUM));
  }

  /// Watches the incident table.
  public void watch(IncidentTable table) {
    add(
        "IncidentsThrottled",
        AlarmWords.tableThrottles(),
        MetricQueries.sum(table, "ThrottledRequests"));
    add("IncidentsSystemErrors", AlarmWords.tableFails(), MetricQueries.sum(table, "SystemErrors"));
  }

  private void add(String id, String description, IMetric metric) {
    alarm(this, id, description, metric).addAlarmAction(new SnsAction(operations));
  }

  /// An alarm without an action yet.
  public static Alarm alarm(Construct scope, String id, String description, IMetric metric) {
    return alarm(scope, id, description, metric, 1);
  }

  private static Alarm alarm(
      Construct scope, String id, String description, IMetric metric, int threshold) {
    return Alarm.Builder.create(scope, id)
        .alarmDescription(AlarmWords.alarm(description))
        .metric(metric)
        .threshold(threshold)
        .evaluationPeriods(1)
        .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
        .treatMissingData(TreatMissingData.NOT_BREACHING)
        .build();
  }
}
