package dev.rolecall.doctor.check;

import dev.rolecall.explanation.command.ShellWords;

/// The commands that mend. A stack that is deployed again leaves alone what was changed or deleted
/// behind its back; [with
/// `--revert-drift`](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/drift-aware-change-sets.html)
/// it does not.
final class RepairCommands {

  static final String MONITOR = "npx cdk deploy RolecallMonitor --revert-drift";

  /// In an account without a stack set, the one that manages the organization among them.
  static final String MEMBER =
      "AWS_REGION=REGION npx cdk deploy RolecallMember --revert-drift --profile PROFILE";

  static final String ORGANIZATION = "npx cdk deploy RolecallOrganization";

  private RepairCommands() {}

  /// Puts a rule into the state in which it gets read-only events; its pattern stays.
  ///
  /// @param where the region, and the profile if it is another account's
  /// @param bus name of its bus
  static String putRule(String where, String bus, String rule) {
    String which =
        "--region %s --event-bus-name %s --name %s"
            .formatted(where, ShellWords.quote(bus), ShellWords.quote(rule));
    return "aws events put-rule %1$s --state %2$s --event-pattern \"$(aws events describe-rule %1$s --query EventPattern --output text)\""
        .formatted(which, RuleCheck.ALL_EVENTS);
  }

  /// Adds a selector of management events to those of a trail.
  static String logReads(boolean advanced) {
    return "aws cloudtrail put-event-selectors --region REGION --profile PROFILE --trail-name TRAIL --%s \"$(aws cloudtrail get-event-selectors --region REGION --profile PROFILE --trail-name TRAIL | jq -c '.%s + [%s]')\""
        .formatted(
            advanced ? "advanced-event-selectors" : "event-selectors",
            advanced ? "AdvancedEventSelectors" : "EventSelectors",
            advanced
                ? "{Name: \"management events\", FieldSelectors: [{Field: \"eventCategory\","
                    + " Equals: [\"Management\"]}]}"
                : "{ReadWriteType: \"All\", IncludeManagementEvents: true}");
  }

  static final String START_TRAIL =
      "aws cloudtrail start-logging --region REGION --profile PROFILE --name TRAIL";

  /// The bucket has to let CloudTrail write.
  static final String CREATE_TRAIL =
      "aws cloudtrail create-trail --region REGION --profile PROFILE --name management-events"
          + " --is-multi-region-trail --s3-bucket-name BUCKET && aws cloudtrail start-logging"
          + " --region REGION --profile PROFILE --name management-events";

  /// Subscribes an endpoint to a topic, or sends the confirmation again.
  static String subscribe(String region, String topic, String protocol, String endpoint) {
    return "aws sns subscribe --region %s --topic-arn %s --protocol %s --notification-endpoint %s"
        .formatted(region, topic, ShellWords.quote(protocol), ShellWords.quote(endpoint));
  }
}
