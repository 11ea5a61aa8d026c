package dev.rolecall.doctor.report;

/// What can be wrong.
public enum Problem {
  /// The parameter that describes the installation is not there.
  NOT_DEPLOYED,
  /// It is there and makes no sense.
  INSTALLATION_UNREADABLE,
  TRAIL_MISSING,
  TRAIL_SKIPS_READS,
  TRAIL_STOPPED,
  RULE_MISSING,
  RULE_DISABLED,
  /// The rule is in a state in which it gets no read-only events, and `AssumeRole` is one.
  RULE_SKIPS_READS,
  RULE_WITHOUT_FUNCTION,
  BUS_MISSING,
  /// The bus takes no events of a member.
  BUS_CLOSED,
  BUS_RULE_MISSING,
  BUS_RULE_DISABLED,
  BUS_RULE_SKIPS_READS,
  BUS_RULE_WITHOUT_FUNCTION,
  ORGANIZATION_UNREADABLE,
  READER_MISSING,
  /// The reader role is there and may not read IAM.
  READER_BLIND,
  /// The reader role may not read AWS's own evaluations of denied calls.
  READER_WITHOUT_EVALUATIONS,
  /// No account forwards from the region where global calls are recorded.
  GLOBAL_REGION_LEFT_OUT,
  MEMBER_RULE_MISSING,
  MEMBER_RULE_DISABLED,
  MEMBER_RULE_SKIPS_READS,
  /// The rule forwards to something else than the central bus.
  MEMBER_RULE_ELSEWHERE,
  TABLE_MISSING,
  TOPIC_MISSING,
  /// Nothing is subscribed to the topic.
  NOBODY_LISTENS,
  SUBSCRIPTION_PENDING,
  SLACK_NOT_SUBSCRIBED,
  SLACK_SECRET_MISSING,
  /// The function that checks Slack's signatures has no secret to check them with.
  SLACK_SIGNING_SECRET_MISSING,
  /// The address that Slack sends to what people do there does not answer.
  SLACK_INTERACTIONS_UNREACHABLE,
  /// The function of a channel that is not Slack gets no alerts.
  CHANNEL_NOT_SUBSCRIBED,
  /// The secret of a channel that is not Slack is not there.
  CHANNEL_SECRET_MISSING,
  /// Notifications do not become events.
  EVENTS_NOT_SUBSCRIBED,
  PAGER_DUTY_RULE_MISSING,
  PAGER_DUTY_RULE_DISABLED,
  /// The connection has no usable integration key.
  PAGER_DUTY_DISCONNECTED,
  QUEUE_MISSING,
  /// The policy of a channel's queue does not let the topic in.
  QUEUE_CLOSED,
  /// Nothing takes messages from a channel's queue.
  QUEUE_NOT_READ,
  /// Something lies in a failure queue.
  FAILURES_WAITING,
  OPERATIONS_TOPIC_MISSING,
  OPERATIONS_UNHEARD
}
