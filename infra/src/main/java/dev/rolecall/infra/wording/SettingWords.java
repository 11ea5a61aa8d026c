package dev.rolecall.infra.wording;

import java.util.List;

/// What is wrong with settings: which key, its value, what is allowed.
public final class SettingWords {

  private SettingWords() {}

  /// The line above the problems.
  public static String heading(int problems) {
    return problems == 1
        ? "1 invalid setting (in \"rolecall\" in the context of cdk.json):"
        : problems + " invalid settings (in \"rolecall\" in the context of cdk.json):";
  }

  public static String invalid(String place, Object value, String expected) {
    return "%s is `%s`; expected %s".formatted(place, value, expected);
  }

  public static String missing(String place, String expected) {
    return "%s is missing; expected %s".formatted(place, expected);
  }

  public static String empty(String place, String expected) {
    return "%s is empty; expected %s".formatted(place, expected);
  }

  /// A setting that does not exist.
  ///
  /// @param similar the setting that was probably meant
  public static String unknown(String place, String similar) {
    return "%s is not a setting. Did you mean `%s`?".formatted(place, similar);
  }

  // ---- What is expected

  public static String trueOrFalse() {
    return "true or false";
  }

  public static String wholeNumber(int least, int most) {
    return "a whole number from %d to %d".formatted(least, most);
  }

  public static String wholeNumberOrZero(int least, int most) {
    return "0 (off) or a whole number from %d to %d".formatted(least, most);
  }

  public static String oneOf(List<?> values) {
    return "one of " + values;
  }

  public static String list() {
    return "a list";
  }

  public static String object() {
    return "an object";
  }

  public static String accounts() {
    return "a list of account IDs";
  }

  public static String regions() {
    return "a list of regions";
  }

  public static String accountId() {
    return "an account ID (12 digits, in quotes)";
  }

  /// "SELF or DELEGATED_ADMIN".
  public static String either(String... values) {
    int last = values.length - 1;
    return String.join(", ", List.of(values).subList(0, last)) + " or " + values[last];
  }

  public static String callerArn() {
    return "the ARN of a role or user (arn:aws:iam::ACCOUNT:role/NAME, with its path if it has"
        + " one)";
  }

  public static String roleArn() {
    return "the ARN of a role (arn:aws:iam::ACCOUNT:role/NAME, with its path if it has one)";
  }

  public static String cause(String causes) {
    return "a cause: " + causes;
  }

  public static String channel() {
    return "a Slack channel ID (C0123456789) or the name of a webhook";
  }

  public static String email() {
    return "an e-mail address";
  }

  public static String externalId() {
    return "an external ID (2 to 1224 of A-Z a-z 0-9 _ + = , . @ : / -)";
  }

  public static String https() {
    return "a URL that starts with https://";
  }

  public static String keyArn() {
    return "the ARN of a KMS key (arn:aws:kms:REGION:ACCOUNT:key/ID)";
  }

  public static String mention() {
    return "the ID of a Slack user group (S0123456789) or user (U0123456789)";
  }

  public static String organizationId() {
    return "an organization ID, such as o-a1b2c3d4e5";
  }

  public static String organizationalUnit() {
    return "the ID of an organizational unit (ou-ab12-cdef3456) or root (r-ab12)";
  }

  public static String none() {
    return "none";
  }

  public static String owner() {
    return "an owner as in a role's tag (up to 256 letters, digits, spaces and _.:/=+@-)";
  }

  public static String policyName() {
    return "the name of a managed policy, with its path if it has one";
  }

  public static String reason() {
    return "a reason (one line, up to 200 characters)";
  }

  public static String region() {
    return "a region, such as eu-west-1";
  }

  public static String roleName() {
    return "the name of a role, without a path";
  }

  public static String secret() {
    return "the location of a secret, not the secret itself (secretsmanager:NAME,"
        + " secretsmanager:ARN or ssm:/NAME)";
  }

  public static String secretOfSecretsManager() {
    return "the location of a secret in Secrets Manager, not the secret itself"
        + " (secretsmanager:NAME or secretsmanager:ARN)";
  }

  public static String slackChannel() {
    return "a Slack channel ID, such as C0123456789";
  }

  public static String slackWorkspace() {
    return "a Slack workspace ID, such as T0123456789";
  }

  public static String slackTeam() {
    return "the ID of a Slack workspace (T0123456789) or organization (E0123456789)";
  }

  public static String tagName() {
    return "a tag key (up to 128 letters, digits, spaces and _.:/=+@-, not starting with aws:)";
  }

  public static String tagValue() {
    return "a tag value (up to 256 letters, digits, spaces and _.:/=+@-)";
  }

  // ---- Settings that do not go together

  public static String needsOneOf(String place, String... keys) {
    return place + " needs at least one of " + String.join(", ", keys);
  }

  public static String needsEither(String place, String one, String other) {
    return "%s needs either %s or %s".formatted(place, one, other);
  }

  public static String eitherOr(String place, String one, String other) {
    return "%s has both %s and %s; expected only one of them".formatted(place, one, other);
  }

  public static String tooMany(String place, int number, int most, String instead) {
    return "%s has %d entries; at most %d are allowed (use %s instead)"
        .formatted(place, number, most, instead);
  }

  public static String otherPartition(String place, String region, String monitorRegion) {
    return "%s contains %s, which is not in the same partition as %s, so it cannot forward events there"
        .formatted(place, region, monitorRegion);
  }

  public static String setWithout(String place, String other) {
    return "%s is set, but %s is not".formatted(place, other);
  }

  public static String setDespite(String place, String other, Object value) {
    return "%s is set, but %s is %s".formatted(place, other, value);
  }

  public static String noneDespite(String place, String other) {
    return "%s is none, but %s is set".formatted(place, other);
  }

  public static String noneDespiteChannels(String place) {
    return noneDespite(place, "emails, slack, teams, chat or pagerDuty");
  }

  public static String noPipes(String region) {
    return "rolecall.pagerDuty is set, but " + region + " does not have EventBridge Pipes";
  }

  // ---- Topics without a subscriber: warnings, and errors with strict

  public static String alertsUnheard() {
    return "alerts have no recipient: add emails, slack, teams, chat or pagerDuty to \"rolecall\""
        + " in the context of cdk.json. If that is intended, or you subscribe to the alerts"
        + " topic or the events yourself, set \"alerts\": \"none\"";
  }

  public static String operationsUnheard() {
    return "alarms about Rolecall itself have no recipient: add operationsEmails to \"rolecall\" in"
        + " the context of cdk.json. If that is intended, or you subscribe to the operations topic"
        + " yourself, set \"operations\": \"none\"";
  }

  public static String noDefault(String place, String other) {
    return "%s is missing; it has no default when %s is set".formatted(place, other);
  }

  /// Settings that do not fit into the variables of a function.
  ///
  /// @param lists the settings that may be long
  /// @param functions those whose environments they are in
  public static String environmentTooLarge(String lists, String functions, int bytes, int most) {
    return "%s: the environment of %s would be %d bytes, but Lambda allows %d; use fewer or shorter entries"
        .formatted(lists, functions, bytes, most);
  }

  public static String withBytes(String place, int bytes) {
    return "%s (%d bytes)".formatted(place, bytes);
  }

  public static String readingFunctions() {
    return "the explain, sweep and survey functions";
  }

  public static String slackFunction() {
    return "the Slack function";
  }

  public static String interactionFunction() {
    return "the interaction worker function";
  }

  /// A warning.
  public static String muteEnded(int index, String until) {
    return "rolecall.mutes[%d] ended on %s and no longer suppresses alerts; remove it"
        .formatted(index, until);
  }
}
