package dev.rolecall.infra;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnOutputProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Dashboard;

/// What an operator needs to know after the deployment.
final class Outputs {

  private final Stack stack;

  private Outputs(Stack stack) {
    this.stack = stack;
  }

  static void add(Stack stack, Parts parts, Dashboard dashboard) {
    Outputs outputs = new Outputs(stack);
    outputs.put(
        "AlertsTopicArn",
        "takes the explanations: subscribe to it",
        parts.alerts().topic().getTopicArn());
    outputs.put(
        "OperationsTopicArn",
        "takes the alarms about Rolecall itself",
        parts.operations().topic().getTopicArn());
    outputs.put("RuleArn", "the rule that picks the denials", parts.rule().rule().getRuleArn());
    outputs.put(
        "ExplainRoleArn",
        "the role that reads; reader roles trust it",
        parts.explain().role().getRoleArn());
    parts
        .functions()
        .forEach(
            (name, function) -> {
              outputs.put(
                  name + "FunctionName", "the function", function.function().getFunctionName());
              outputs.put(
                  name + "LogGroupName", "its log group", function.logs().getLogGroupName());
            });
    parts
        .queues()
        .forEach(
            left -> outputs.put(left.name() + "QueueUrl", left.what(), left.queue().getQueueUrl()));
    outputs.put(
        "DashboardUrl",
        "the dashboard",
        ConsoleLink.dashboard(stack, dashboard.getDashboardName()));
    outputs.put(
        "TryCommand",
        "is denied, since the role does not exist; the alert comes within some minutes",
        tryCommand(stack));
  }

  /// The regional endpoint, so that the call is recorded in the region that is watched.
  private static String tryCommand(Stack stack) {
    return "AWS_STS_REGIONAL_ENDPOINTS=regional aws sts assume-role --region %s --role-session-name rolecall --role-arn arn:%s:iam::%s:role/rolecall-no-such-role"
        .formatted(stack.getRegion(), stack.getPartition(), stack.getAccount());
  }

  private void put(String name, String description, String value) {
    new CfnOutput(
        stack, name, CfnOutputProps.builder().description(description).value(value).build());
  }
}
