package dev.rolecall.infra;

import dev.rolecall.infra.alarm.CauseDashboard;
import dev.rolecall.infra.function.InstallationParameter;
import dev.rolecall.infra.function.LiveFunction;
import dev.rolecall.infra.resource.CentralBus;
import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.resource.Topics;
import dev.rolecall.infra.rule.DenialRule;
import dev.rolecall.infra.settings.Arns;
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
        "a call that is denied since the role does not exist: its explanation comes within minutes",
        "aws sts assume-role --role-session-name rolecall-test --role-arn "
            + Arns.iam("role/rolecall-no-such-role"));
  }

  void of(Topics topics) {
    add("AlertsTopicArn", "subscribe here for explanations", topics.alerts().getTopicArn());
    add(
        "OperationsTopicArn",
        "subscribe here to hear when Rolecall is in trouble",
        topics.operations().getTopicArn());
  }

  void of(DenialRule rule) {
    add("RuleArn", "what hands over denials", rule.rule().rule().getRuleArn());
    queue("Rule", rule.undelivered());
  }

  void of(CentralBus central, DenialRule rule) {
    add("CentralBusArn", "where members forward denials to", central.bus().getEventBusArn());
    queue("MemberRule", rule.undelivered());
  }

  void of(InstallationParameter installationParameter) {
    add(
        "InstallationParameter",
        "what `rolecall doctor` looks at",
        installationParameter.parameter());
  }

  void of(IncidentTable table) {
    add("IncidentTableName", "where it keeps what is going on", table.name());
  }

  void of(String name, LiveFunction live) {
    add(name + "FunctionName", "the function", live.function().getFunctionName());
    add(name + "LogGroupName", "its log", live.logs().getLogGroupName());
    add(
        name + "FailuresQueueUrl",
        "what it failed at, with the reason",
        live.failures().queue().getQueueUrl());
  }

  void of(CauseDashboard dashboard) {
    add(
        "DashboardUrl",
        "denials by cause (the address is that of the commercial partition)",
        "https://%s.console.aws.amazon.com/cloudwatch/home?region=%s#dashboards/dashboard/%s"
            .formatted(Aws.REGION, Aws.REGION, dashboard.dashboard().getDashboardName()));
  }

  /// What could not be delivered.
  void queue(String name, FailureQueue failures) {
    add(
        name + "UndeliveredQueueUrl",
        "what could not be delivered",
        failures.queue().getQueueUrl());
  }

  private void add(String id, String description, String value) {
    CfnOutput.Builder.create(stack, id).description(description).value(value).build();
  }
}
