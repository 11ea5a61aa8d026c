package dev.rolecall.infra.wording;

import dev.rolecall.installation.NumericSetting;

/// Descriptions in the template that needs no CDK: what its parameters mean, and what is wrong with
/// their values.
public final class TemplateWords {

  private TemplateWords() {}

  // ---- Groups of parameters

  public static String codeGroup() {
    return "Code: where you uploaded rolecall-function.jar";
  }

  public static String alertsGroup() {
    return "Alerts: set at least one of AlertEmail, SlackSecret, TeamsSecret and"
        + " ChatSlackChannelId";
  }

  public static String operationsGroup() {
    return "Alarms about Rolecall itself";
  }

  public static String denialsGroup() {
    return "What is explained";
  }

  public static String readingGroup() {
    return "What is read to explain it";
  }

  public static String incidentsGroup() {
    return "Incidents: when an alert is sent, repeated and resolved";
  }

  public static String functionsGroup() {
    return "Functions";
  }

  // ---- Parameters

  public static String codeBucket() {
    return "S3 bucket that holds rolecall-function.jar, in the region of this stack.";
  }

  public static String codeKey() {
    return "Key of the jar in CodeBucket. It must be the jar of the same release as this template:"
        + " a deployment with another jar fails.";
  }

  public static String codeObjectVersion() {
    return "Version ID of the object, if the bucket is versioned and you want to pin it.";
  }

  public static String alertEmail() {
    return "E-mail address for alerts. AWS sends a confirmation that the recipient must accept.";
  }

  public static String slackSecret() {
    return "Where the Slack webhook or bot token is stored, not the secret itself:"
        + " secretsmanager:NAME, secretsmanager:ARN or ssm:/NAME.";
  }

  public static String slackChannel() {
    return "Slack channel ID for a bot token (C0123456789), or the name of a webhook in the"
        + " secret.";
  }

  public static String kmsKey() {
    return "ARN of the customer managed KMS key that encrypts the secret, if there is one.";
  }

  public static String slackButtons() {
    return "Adds a function URL, buttons below alerts and the command /rolecall. Everyone in the"
        + " workspace who can use the command can then ask what policies say. The secret must hold"
        + " botToken and signingSecret.";
  }

  public static String teamsSecret() {
    return "Where the Microsoft Teams webhook is stored, not the webhook itself:"
        + " secretsmanager:NAME, secretsmanager:ARN or ssm:/NAME.";
  }

  public static String chatWorkspace() {
    return "Slack workspace ID for Amazon Q Developer in chat applications (T0123456789), instead"
        + " of SlackSecret.";
  }

  public static String chatChannel() {
    return "Slack channel ID for Amazon Q Developer in chat applications (C0123456789).";
  }

  public static String digest() {
    return "How often a summary is sent. A weekly one is sent on Monday.";
  }

  public static String digestHour() {
    return "Hour of the summary, in UTC.";
  }

  public static String events() {
    return "Whether each notification is also an event on the default event bus. Always off in AWS"
        + " GovCloud (US), which does not have EventBridge Pipes.";
  }

  public static String alertRecipients() {
    return "none: alerts have no recipient in this stack on purpose, for example because you"
        + " subscribe to the topic yourself. It covers alarms about Rolecall itself, too.";
  }

  public static String operationsEmail() {
    return "E-mail address for alarms about Rolecall itself. AWS sends a confirmation that the"
        + " recipient must accept.";
  }

  public static String operationsRecipients() {
    return "none: alarms about Rolecall itself have no recipient in this stack on purpose.";
  }

  public static String otherErrors() {
    return "Also explain other failures: expired tokens, session durations and so on.";
  }

  public static String serviceFailures() {
    return "Also explain what AWS services report in their own error codes when they cannot assume"
        + " a role, and denied AssumeRoot calls.";
  }

  public static String readerRole() {
    return "Name, without a path, of the role through which other accounts are read. Without it,"
        + " only this account is read.";
  }

  public static String readerExternalId() {
    return "External ID that the reader role requires.";
  }

  public static String readOrganization() {
    return "Whether the organization is read: accounts, SCPs and RCPs.";
  }

  public static String organizationAccount() {
    return "ID of the account in which the organization is read through the reader role: the"
        + " management account or a delegated administrator. Empty: this account.";
  }

  public static String memory() {
    return "Memory of the explain and the sweep function, in MB (512 to 10240).";
  }

  public static String reserveConcurrency() {
    return "Whether the functions reserve concurrency. false in accounts with a concurrency quota"
        + " of 10.";
  }

  public static String snapStart() {
    return "Whether functions start from a snapshot. false where Lambda has no SnapStart for Java.";
  }

  public static String logLevel() {
    return "Log level of the functions.";
  }

  public static String logRetention() {
    return "Days to keep logs.";
  }

  /// What a number means.
  public static String number(NumericSetting setting) {
    String meaning =
        switch (setting) {
          case EVIDENCE_DEADLINE_SECONDS -> "Seconds to read evidence for one denial";
          case CHANGES_DEADLINE_SECONDS -> "Seconds to read recent changes for one denial";
          case CACHE_SECONDS ->
              "Seconds for which an answer of AWS, and a diagnosis, is used again";
          case REMINDER_MINUTES ->
              "Minutes until an ongoing incident is reported again for the first time";
          case UPDATE_SECONDS -> "Seconds between two updates of a message that can be edited";
          case PROPAGATION_SECONDS ->
              "Seconds that a denial right after an IAM change waits before it is reported";
          case QUIET_HOURS -> "Hours without a denial after which an incident is resolved";
          case ENUMERATION_ROLES ->
              "A caller that is denied on so many roles is reported as possible role enumeration";
          case ENUMERATION_MINUTES -> "Minutes within which these roles are counted";
          case GATHER_SECONDS ->
              "Seconds that a first alert waits for others with the same blocker";
          case SHARED_CAUSE_MEMBERS ->
              "So many pairs of caller and role that one policy, role or provider blocks become one"
                  + " alert";
        };
    return "%s (%s).".formatted(meaning, range(setting));
  }

  private static String range(NumericSetting setting) {
    return "%s%d to %d"
        .formatted(setting.zeroIsOff() ? "0: off, or " : "", setting.least(), setting.most());
  }

  // ---- What is expected: it follows "failed to satisfy constraint:"

  public static String orEmpty(String expected) {
    return "expected " + expected + ", or no value";
  }

  public static String bucketName() {
    return "expected the name of an S3 bucket (3 to 63 lowercase letters, digits, hyphens and"
        + " dots)";
  }

  public static String objectKey() {
    return "expected the key of an object, such as rolecall/rolecall-function.jar";
  }

  public static String hour() {
    return "expected " + SettingWords.wholeNumber(0, 23);
  }

  public static String number(int least, int most) {
    return "expected " + SettingWords.wholeNumber(least, most);
  }

  public static String needs(String parameter, String other) {
    return "%s is set, but %s is not".formatted(parameter, other);
  }

  public static String needsValue(String parameter, String other, String value) {
    return "%s is set, but %s is not %s".formatted(parameter, other, value);
  }

  public static String contradicts(String parameter, String value, String others) {
    return "%s is %s, but %s is set".formatted(parameter, value, others);
  }

  public static String zeroOrMore(String parameter, int least) {
    return "%s must be 0 (off) or at least %d".formatted(parameter, least);
  }

  // ---- Topics without a subscriber

  public static String alertsUnheard() {
    return "alerts have no recipient: set AlertEmail, SlackSecret, TeamsSecret or"
        + " ChatSlackChannelId. If that is intended, or you subscribe to the alerts topic or"
        + " the events yourself, set AlertRecipients to none";
  }

  public static String operationsUnheard() {
    return "alarms about Rolecall itself have no recipient: set OperationsEmail. If that is"
        + " intended, or you subscribe to the operations topic yourself, set"
        + " OperationsRecipients to none";
  }
}
