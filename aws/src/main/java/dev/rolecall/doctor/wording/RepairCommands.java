package dev.rolecall.doctor.wording;

import dev.rolecall.explanation.command.ShellWords;

/// The commands that fix what is wrong. A stack that is deployed again leaves alone what was
/// changed or deleted behind its back; [with
/// `--revert-drift`](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/drift-aware-change-sets.html)
/// it does not.
public final class RepairCommands {

  public static final String MONITOR = "npx cdk deploy RolecallMonitor --revert-drift";

  /// In an account without a stack set, the one that manages the organization among them.
  public static final String MEMBER =
      "AWS_REGION=REGION npx cdk deploy RolecallMember --revert-drift --profile PROFILE";

  public static final String ORGANIZATION = "npx cdk deploy RolecallOrganization";

  public static final String START_TRAIL =
      "aws cloudtrail start-logging --region REGION --profile PROFILE --name TRAIL";

  /// The bucket has to let CloudTrail write.
  public static final String CREATE_TRAIL =
      "aws cloudtrail create-trail --region REGION --profile PROFILE --name management-events"
          + " --is-multi-region-trail --s3-bucket-name BUCKET && aws cloudtrail start-logging"
          + " --region REGION --profile PROFILE --name management-events";

  public static final String LIST_ACCOUNTS = "aws organizations list-accounts";

  /// Reads the organization with the role of another account.
  public static final String ORGANIZATION_ACCOUNT =
      "npx cdk deploy RolecallMonitor -c rolecall:organizationAccount=ACCOUNT";

  public static final String CONFIGURE_READER =
      "set `reader` in cdk.json, then npx cdk deploy RolecallMonitor";

  private RepairCommands() {}

  /// Puts a rule into the state in which it gets read-only events; its pattern stays.
  ///
  /// @param where the region, and the profile if it is another account's
  /// @param bus name of its bus
  /// @param state the one in which it gets them
  public static String putRule(String where, String bus, String rule, String state) {
    String which =
        "--region %s --event-bus-name %s --name %s"
            .formatted(where, ShellWords.quote(bus), ShellWords.quote(rule));
    return "aws events put-rule %1$s --state %2$s --event-pattern \"$(aws events describe-rule %1$s --query EventPattern --output text)\""
        .formatted(which, state);
  }

  /// The same for a rule of a member account.
  public static String putMemberRule(String bus, String rule, String state) {
    return putRule("REGION --profile PROFILE", bus, rule, state);
  }

  /// Turns on a rule on the default bus.
  public static String enableRule(String region, String rule) {
    return "aws events enable-rule --region %s --name %s".formatted(region, ShellWords.quote(rule));
  }

  public static String addRegion(String region) {
    return "add \""
        + region
        + "\" to members.regions in cdk.json, then npx cdk deploy RolecallMonitor"
        + " RolecallOrganization";
  }

  /// Deletes the parameter that describes the installation, and writes it again.
  public static String replaceParameter(String region, String name) {
    return "aws ssm delete-parameter --region %s --name %s; %s"
        .formatted(region, ShellWords.quote(name), MONITOR);
  }

  /// Sends again what lies in failure queues.
  public static String redrive(String region) {
    return "rolecall doctor --redrive --region " + region;
  }

  /// Lets a queue start its function again.
  public static String enableMapping(String region, String id) {
    return "aws lambda update-event-source-mapping --region %s --uuid %s --enabled"
        .formatted(region, ShellWords.quote(id));
  }

  public static String showBus(String region, String name) {
    return "aws events describe-event-bus --region %s --name %s"
        .formatted(region, ShellWords.quote(name));
  }

  public static String showSelectors(String region, String trail) {
    return "aws cloudtrail get-event-selectors --region %s --trail-name %s"
        .formatted(region, ShellWords.quote(trail));
  }

  /// Stores a secret that is in the file `secret.txt`.
  ///
  /// @param parameter whether it is kept in Systems Manager, else in Secrets Manager
  public static String storeSecret(boolean parameter, String region, String name) {
    String command =
        parameter
            ? "aws ssm put-parameter --region %s --type SecureString --overwrite --name %s --value"
                + " file://secret.txt"
            : "aws secretsmanager create-secret --region %1$s --name %2$s --secret-string"
                + " file://secret.txt || { aws secretsmanager restore-secret --region %1$s"
                + " --secret-id %2$s; aws secretsmanager put-secret-value --region %1$s"
                + " --secret-id %2$s --secret-string file://secret.txt; }";
    return command.formatted(region, ShellWords.quote(name));
  }

  /// Stores the secret for Slack, in the file `secret.txt`, with its signing secret.
  ///
  /// @param location `secretsmanager:NAME` or `ssm:/NAME`
  public static String storeSigningSecret(String region, String location) {
    boolean parameter = location.startsWith("ssm:");
    return "echo '{\"botToken\": \"xoxb-...\", \"signingSecret\": \"...\"}' > secret.txt; edit it,"
        + " then "
        + (parameter
                ? "aws ssm put-parameter --region %s --type SecureString --overwrite --name %s"
                    + " --value file://secret.txt"
                : "aws secretsmanager put-secret-value --region %s --secret-id %s --secret-string"
                    + " file://secret.txt")
            .formatted(region, ShellWords.quote(location.substring(location.indexOf(':') + 1)));
  }

  /// Adds a selector of management events to those of a trail.
  public static String logReads(boolean advanced) {
    return "aws cloudtrail put-event-selectors --region REGION --profile PROFILE --trail-name TRAIL --%s \"$(aws cloudtrail get-event-selectors --region REGION --profile PROFILE --trail-name TRAIL | jq -c '.%s + [%s]')\""
        .formatted(
            advanced ? "advanced-event-selectors" : "event-selectors",
            advanced ? "AdvancedEventSelectors" : "EventSelectors",
            advanced
                ? "{Name: \"management events\", FieldSelectors: [{Field: \"eventCategory\","
                    + " Equals: [\"Management\"]}]}"
                : "{ReadWriteType: \"All\", IncludeManagementEvents: true}");
  }

  /// Subscribes an endpoint to a topic, or sends the confirmation again.
  public static String subscribe(String region, String topic, String protocol, String endpoint) {
    return "aws sns subscribe --region %s --topic-arn %s --protocol %s --notification-endpoint %s"
        .formatted(region, topic, ShellWords.quote(protocol), ShellWords.quote(endpoint));
  }
}
