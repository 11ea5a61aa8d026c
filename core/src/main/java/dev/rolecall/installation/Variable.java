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

  /// What `JAVA_TOOL_OPTIONS` of every function holds.
  ///
  /// An invocation waits for AWS most of its time: the second compiler takes more than it gives,
  /// and the first real event undoes what it assumed from the samples before a snapshot. The first
  /// compiler takes a method when it has run 20 times instead of 200, and so takes nearly all of
  /// them before the snapshot.
  ///
  /// Before a snapshot, Lambda's runtime calls `System.gc()` after all hooks. After a collection of
  /// the whole heap, HotSpot checks each compiled method again when it is next called. That made
  /// the first event after a restore take half as long again. So does each collection for want of
  /// room for code or classes, of which all sizes here leave enough.
  public static final String JVM_OPTIONS =
      "-XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=0.1 -XX:+DisableExplicitGC"
          + " -XX:ReservedCodeCacheSize=200m -XX:MetaspaceSize=64m";

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
