package dev.rolecall.installation;

import java.util.Locale;

/// An environment variable of a function, but for the numbers of [NumericSetting].
public enum Variable {
  ACCESS_PORTAL_URL,
  CHANNELS,
  DEAD_LETTERS_URL,
  INSTALLATION,
  INTERACTION_QUEUE_URL,
  INTERACTION_ROLE_ARN,
  INTERACTION_WHY,
  LOOK_FAILURES_QUEUE_URL,
  LOOK_QUEUE_URL,
  MUTES,
  OPERATIONS_TOPIC_ARN,
  ORGANIZATION_ACCOUNT,
  ORGANIZATION_INDEX,
  OUTBOX_URL,
  OWN_ROLE_ARN,
  OWNER_TAGS,
  PRIVILEGED_ROLES,
  READER_EXTERNAL_ID,
  READER_ROLE_NAME,
  RUNBOOK_URL,
  SLACK_API,
  SLACK_CHANNEL,
  SLACK_INTERACTIVE,
  SLACK_OWNERS,
  SLACK_ROUTES,
  SLACK_WORKSPACES,
  SURVEY_ROLE_ARN,
  SWEEP_ROLE_ARN,
  TABLE,
  TOPIC_ARN,
  UPDATES_TOPIC_ARN;

  /// Where Powertools for Lambda takes the name of the service from, which all metrics have.
  public static final String SERVICE = "POWERTOOLS_SERVICE_NAME";

  /// Its name in the environment, such as `ROLECALL_TABLE`.
  public String key() {
    return key(name());
  }

  /// The name of the variable that says where the secret of a channel is kept.
  ///
  /// @param channel its name in settings, such as `slack`
  public static String secret(String channel) {
    return key(channel.toUpperCase(Locale.ROOT) + "_SECRET");
  }

  static String key(String name) {
    return "ROLECALL_" + name;
  }
}
