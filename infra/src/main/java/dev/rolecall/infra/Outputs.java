package dev.rolecall.infra;

import dev.rolecall.infra.alarm.CauseDashboard;
import dev.rolecall.infra.context.UnheardTopic;
import dev.rolecall.infra.function.InstallationParameter;
import dev.rolecall.infra.function.InteractionFunctions;
import dev.rolecall.infra.function.LiveFunction;
import dev.rolecall.infra.resource.CentralBus;
import dev.rolecall.infra.resource.ChannelQueues;
import dev.rolecall.infra.resource.CheckQueue;
import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.resource.Topics;
import dev.rolecall.infra.rule.DenialRule;
import dev.rolecall.infra.settings.Arns;
import dev.rolecall.infra.wording.StackWords;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnOutput;
import software.constructs.Construct;

/// What an operator needs to know of a deployed stack.
final class Outputs {

  private final Construct stack;

  Outputs(Construct stack) {
    this.stack = stack;
    add(
        "TryIt",
        StackWords.tryIt(),
        StackWords.tryItCommand(Arns.iam("role/rolecall-no-such-role")));
  }

  void of(Topics topics) {
    add("AlertsTopicArn", StackWords.alertsTopicOutput(), topics.alerts().getTopicArn());
    add(
        "OperationsTopicArn",
        StackWords.operationsTopicOutput(),
        topics.operations().getTopicArn());
  }

  void of(UnheardTopic topic) {
    add(topic.id(), StackWords.unheardOutput(), topic.problem());
  }

  void of(DenialRule rule) {
    add("RuleArn", StackWords.ruleOutput(), rule.rule().rule().getRuleArn());
    queue("Rule", rule.undelivered());
  }

  void of(CentralBus central, DenialRule rule) {
    add("CentralBusArn", StackWords.centralBusOutput(), central.bus().getEventBusArn());
    queue("MemberRule", rule.undelivered());
  }

  void of(InstallationParameter installationParameter) {
    add(
        "InstallationParameter",
        StackWords.installationOutput(),
        installationParameter.parameter());
  }

  void of(IncidentTable table) {
    add("IncidentTableName", StackWords.tableOutput(), table.name());
  }

  void of(CheckQueue checks) {
    add("CheckQueueUrl", StackWords.checksOutput(), checks.queue().getQueueUrl());
    add(
        "FailedChecksQueueUrl",
        StackWords.failedChecksOutput(),
        checks.failures().queue().getQueueUrl());
  }

  void of(String name, LiveFunction live) {
    add(name + "FunctionName", StackWords.functionOutput(), live.function().getFunctionName());
    add(name + "LogGroupName", StackWords.logOutput(), live.logs().getLogGroupName());
    add(
        name + "FailuresQueueUrl",
        StackWords.failuresOutput(),
        live.failures().queue().getQueueUrl());
  }

  void of(String name, ChannelQueues queues) {
    queue(name + "Subscription", queues.undelivered());
    add(name + "InboxQueueUrl", StackWords.inboxOutput(), queues.inbox().getQueueUrl());
    add(name + "OutboxQueueUrl", StackWords.outboxOutput(), queues.outbox().getQueueUrl());
    add(
        name + "DeadLettersQueueUrl",
        StackWords.deadLettersOutput(),
        queues.deadLetters().queue().getQueueUrl());
  }

  /// What Slack needs to know, and where to look.
  void of(InteractionFunctions interactions) {
    add("InteractionUrl", StackWords.interactionUrlOutput(), interactions.url().getUrl());
    of(InteractionFunctions.FRONT, interactions.front());
    of(InteractionFunctions.WORKER, interactions.worker());
    queue(InteractionFunctions.FRONT, interactions.undelivered());
  }

  void of(CauseDashboard dashboard) {
    add(
        "DashboardUrl",
        StackWords.dashboardOutput(),
        "https://%s.console.aws.amazon.com/cloudwatch/home?region=%s#dashboards/dashboard/%s"
            .formatted(Aws.REGION, Aws.REGION, dashboard.dashboard().getDashboardName()));
  }

  /// What could not be delivered.
  void queue(String name, FailureQueue failures) {
    add(
        name + "UndeliveredQueueUrl",
        StackWords.undeliveredOutput(),
        failures.queue().getQueueUrl());
  }

  private void add(String id, String description, String value) {
    CfnOutput.Builder.create(stack, id).description(description).value(value).build();
  }
}
