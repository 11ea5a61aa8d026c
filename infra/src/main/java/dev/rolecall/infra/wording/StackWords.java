package dev.rolecall.infra.wording;

/// Descriptions of stacks, of what is in them, and of their outputs.
public final class StackWords {

  private StackWords() {}

  public static String monitorStack() {
    return "Rolecall: explains denied sts:AssumeRole calls";
  }

  public static String memberStack() {
    return "Rolecall: forwards denied sts:AssumeRole calls and lets the monitor account read IAM";
  }

  public static String organizationStack() {
    return "Rolecall: deploys the member stack to every account of an organization";
  }

  public static String stackSet() {
    return "Rolecall member stack";
  }

  // ---- Functions and roles

  public static String explainFunction() {
    return "Rolecall: explains denied AssumeRole calls";
  }

  public static String sweepFunction() {
    return "Rolecall: keeps incidents up to date";
  }

  public static String surveyFunction() {
    return "Rolecall: checks the installation and updates the index of the organization";
  }

  public static String channelFunction(String channel) {
    return "Rolecall: sends explanations to " + channel;
  }

  public static String interactionFunction() {
    return "Rolecall: receives what people do in Slack and checks Slack's signature";
  }

  public static String interactionWorker() {
    return "Rolecall: does what people ask for in Slack";
  }

  public static String eventPipe() {
    return "Rolecall: puts notifications on the default event bus";
  }

  public static String pagerDuty() {
    return "Rolecall: sends notifications to PagerDuty";
  }

  public static String readerRole() {
    return "Rolecall: reads what is needed to explain a denial";
  }

  public static String forwardingRole() {
    return "Rolecall: forwards events to the central bus";
  }

  public static String chatRole() {
    return "Rolecall: chat notifications (needs no permissions)";
  }

  // ---- Rules, bus, topics, parameter

  public static String denialRule() {
    return "Denied AssumeRole calls, which Rolecall explains";
  }

  public static String everyMinute() {
    return "Every minute: Rolecall updates open incidents";
  }

  public static String iamChanges() {
    return "IAM changes, so that Rolecall can resolve the incidents they fix";
  }

  public static String organizationChanges() {
    return "Changes to the organization, so that Rolecall can update its index";
  }

  public static String digestHour() {
    return "Time of the Rolecall digest";
  }

  public static String doctorHour() {
    return "Time at which Rolecall checks its own installation";
  }

  public static String indexHours() {
    return "Times at which Rolecall reads the organization again";
  }

  public static String centralBus() {
    return "Rolecall: receives denials from other accounts and regions";
  }

  public static String operations() {
    return "Rolecall operations";
  }

  public static String updates() {
    return "Rolecall updates";
  }

  public static String installation() {
    return "What Rolecall consists of, for rolecall doctor";
  }

  // ---- Outputs

  public static String tryIt() {
    return "Try it: this call is denied because the role does not exist; an explanation arrives"
        + " within minutes";
  }

  /// The command that makes a denied call.
  ///
  /// @param role an ARN
  public static String tryItCommand(String role) {
    return "aws sts assume-role --role-session-name rolecall-test --role-arn " + role;
  }

  public static String alertsTopicOutput() {
    return "SNS topic for explanations; subscribe to receive them";
  }

  public static String operationsTopicOutput() {
    return "SNS topic for problems of Rolecall itself; subscribe to receive them";
  }

  public static String ruleOutput() {
    return "Rule that sends denials to the explain function";
  }

  public static String centralBusOutput() {
    return "Event bus to which member accounts forward denials";
  }

  public static String installationOutput() {
    return "SSM parameter that rolecall doctor reads";
  }

  public static String tableOutput() {
    return "DynamoDB table of incidents";
  }

  public static String interactionUrlOutput() {
    return "Request URL for the Slack app: Interactivity, and the slash command /rolecall";
  }

  public static String functionOutput() {
    return "Lambda function";
  }

  public static String logOutput() {
    return "Log group of the function";
  }

  public static String failuresOutput() {
    return "SQS queue of events the function failed to process, with the reason";
  }

  public static String unheardOutput() {
    return "WARNING: no recipient";
  }

  public static String dashboardOutput() {
    return "CloudWatch dashboard of denials by cause (URL for the commercial partition)";
  }

  public static String checksOutput() {
    return "SQS queue of incidents to check";
  }

  public static String failedChecksOutput() {
    return "SQS queue of incidents that could not be checked, with the reason";
  }

  public static String undeliveredOutput() {
    return "SQS queue of events that could not be delivered";
  }

  /// A queue in which messages for a channel wait.
  public static String inboxOutput() {
    return "SQS queue subscribed to the topics";
  }

  public static String outboxOutput() {
    return "SQS queue of messages that wait for the channel, in order";
  }

  public static String deadLettersOutput() {
    return "SQS queue of messages that the channel did not accept in time";
  }

  public static String failureQueues() {
    return "Queues of Rolecall, for rolecall doctor and rolecall doctor --redrive";
  }

  // ---- Why a finding of cdk-nag or CloudFormation does not apply

  public static String noQueueBehind() {
    return "this is itself the dead-letter queue; an alarm watches it";
  }

  public static String aliasPublishes() {
    return "the alias below publishes a version";
  }
}
