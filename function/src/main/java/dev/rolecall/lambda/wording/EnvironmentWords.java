package dev.rolecall.lambda.wording;

/// What is wrong with an environment variable, to follow its name.
public final class EnvironmentWords {

  private EnvironmentWords() {}

  public static String invalid(String value, String expected) {
    return "is `" + value + "`; expected " + expected;
  }

  public static String missing(String expected) {
    return "is not set; expected " + expected;
  }

  /// A variable with a value that is not allowed.
  ///
  /// @param problem what is wrong in it
  public static String unusable(String problem) {
    return "cannot be used: " + problem;
  }

  /// About a variable that should say where a secret is; its value may be the secret.
  public static String notASecretLocation() {
    return "is not the location of a secret; expected " + secretLocation();
  }

  /// The value is not shown.
  public static String notAnExternalId() {
    return "is not an external ID (2 to 1224 of A-Z a-z 0-9 _+=,.@:/-)";
  }

  public static String setWithout(String other) {
    return "is set, but " + other + " is not";
  }

  // ---- What is expected

  public static String secretLocation() {
    return "secretsmanager:NAME, secretsmanager:ARN or ssm:/NAME";
  }

  public static String tableName() {
    return "the name of a DynamoDB table";
  }

  public static String wholeNumber(int least, int most) {
    return "a whole number from " + least + " to " + most;
  }

  public static String topicArn() {
    return "the ARN of an SNS topic";
  }

  public static String queueAddress() {
    return "the URL of an SQS queue";
  }

  public static String slackWorkspaces() {
    return "IDs of Slack workspaces (T...) or organizations (E...), separated by commas";
  }

  public static String roleArn() {
    return "the ARN of a role";
  }

  public static String roleName() {
    return "the name of a role, without a path";
  }

  public static String accountId() {
    return "a 12-digit account ID";
  }

  public static String https(Object example) {
    return "an https URL, such as " + example;
  }

  public static String parameterName() {
    return "the name of an SSM parameter that starts with a slash";
  }

  // ---- Mutes

  public static String notJson() {
    return "it is not valid JSON";
  }

  public static String notAJsonList() {
    return "it is not a JSON list";
  }

  /// What a mute is called, by its place from 1.
  public static String mute(int place) {
    return "mute " + place;
  }

  public static String unknownKeys(String mute, Object keys) {
    return mute + " has unknown keys: " + keys;
  }

  public static String muteWithoutEnd(String mute) {
    return mute + " needs `until`: a date, or a time with an offset";
  }

  public static String mutesEverything(String mute) {
    return mute + " needs at least one of caller, role, account, cause; it would mute everything";
  }

  public static String muteOfNoAccount(String mute) {
    return mute + ": `account` is not a 12-digit account ID";
  }

  public static String muteOfNoCause(String mute, String cause) {
    return mute + ": `cause` is not a cause: " + cause;
  }
}
