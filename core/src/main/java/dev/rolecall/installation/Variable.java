package dev.rolecall.installation;

/// An environment variable of a function, but for the numbers of [NumericSetting].
public enum Variable {
  CHANNELS,
  INSTALLATION,
  MUTES,
  OPERATIONS_TOPIC_ARN,
  ORGANIZATION_ACCOUNT,
  ORGANIZATION_INDEX,
  OWN_ROLE_ARN,
  OWNER_TAGS,
  READER_EXTERNAL_ID,
  READER_ROLE_NAME,
  SLACK_API,
  SLACK_CHANNEL,
  SLACK_OWNERS,
  SLACK_ROUTES,
  SLACK_SECRET,
  SURVEY_ROLE_ARN,
  SWEEP_ROLE_ARN,
  TABLE,
  TEAMS_SECRET,
  TOPIC_ARN,
  UPDATES_TOPIC_ARN;

  /// Where Powertools for Lambda takes the name of the service from, which all metrics have.
  public static final String SERVICE = "POWERTOOLS_SERVICE_NAME";

  /// Its name in the environment, such as `ROLECALL_TABLE`.
  public String key() {
    return key(name());
  }

  static String key(String name) {
    return "ROLECALL_" + name;
  }
}
