package dev.rolecall.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sns.model.Subscription;

/// Somebody gets what is published on a topic.
///
/// @param title for people
/// @param slack ARN of the Slack function, where it has to be subscribed
record TopicCheck(
    Area area, String title, String arn, Fault missing, Fault unheard, Optional<String> slack)
    implements Check {

  static TopicCheck alerts(Installation installation) {
    return new TopicCheck(
        Area.ALERTS,
        "the topic of alerts",
        installation.alertsTopic(),
        Fault.TOPIC_MISSING,
        Fault.NOBODY_LISTENS,
        installation.slackFunction());
  }

  static TopicCheck operations(Installation installation) {
    return new TopicCheck(
        Area.OPERATIONS,
        "the topic of operations",
        installation.operationsTopic(),
        Fault.OPERATIONS_TOPIC_MISSING,
        Fault.OPERATIONS_UNHEARD,
        Optional.empty());
  }

  @Override
  public List<Finding> findings(Visit visit) {
    Place home = visit.home();
    return Topic.of(visit, arn)
        .fold(
            topic -> judged(topic, home),
            _ -> List.of(wrong(area, missing, title + " is missing", home, Commands.MONITOR)),
            silence -> List.of(silence.about(area, "who gets what is on " + title, home)));
  }

  private List<Finding> judged(Topic topic, Place home) {
    List<Finding> findings = new ArrayList<>();
    for (Subscription pending : topic.pending()) {
      findings.add(pending(pending, home));
    }
    if (slack.isPresent()) {
      boolean subscribed =
          topic.confirmed().stream().anyMatch(one -> slack.get().equals(one.endpoint()));
      findings.add(
          subscribed
              ? new Finding.Ok(Area.SLACK, "the Slack function is subscribed", List.of(home))
              : wrong(
                  Area.SLACK,
                  Fault.SLACK_NOT_SUBSCRIBED,
                  "the Slack function is not subscribed to " + title,
                  home,
                  Commands.MONITOR));
    }
    if (!topic.confirmed().isEmpty()) {
      findings.add(
          new Finding.Ok(
              area, "subscribed to " + title + ": " + topic.confirmed().size(), List.of(home)));
    } else if (slack.isEmpty()) {
      findings.add(nobody(home));
    }
    return findings;
  }

  private Finding nobody(Place home) {
    return wrong(
        area,
        unheard,
        "nobody is subscribed to " + title,
        home,
        Commands.subscribe(home.region(), arn, "email", "YOU@EXAMPLE.COM"));
  }

  private Finding pending(Subscription one, Place home) {
    String protocol = Optional.ofNullable(one.protocol()).orElse("");
    String endpoint = Optional.ofNullable(one.endpoint()).orElse("");
    return wrong(
        area,
        Fault.SUBSCRIPTION_PENDING,
        "a subscription of " + title + " waits to be confirmed: " + protocol + " " + endpoint,
        home,
        Commands.subscribe(home.region(), arn, protocol, endpoint));
  }

  private static Finding wrong(Area area, Fault fault, String what, Place home, String mend) {
    return new Finding.Wrong(area, fault, what, List.of(home), mend);
  }
}
