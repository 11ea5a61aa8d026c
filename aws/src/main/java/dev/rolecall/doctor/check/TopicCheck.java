package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Installation;
import dev.rolecall.doctor.report.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sns.model.Subscription;

/// Somebody gets what is published on a topic.
///
/// @param title for people
/// @param slack ARN of the Slack function, where it has to be subscribed
public record TopicCheck(
    Area area, String title, String arn, Problem missing, Problem unheard, Optional<String> slack)
    implements Check {

  public static TopicCheck alerts(Installation installation) {
    return new TopicCheck(
        Area.ALERTS,
        "the topic of alerts",
        installation.alertsTopic(),
        Problem.TOPIC_MISSING,
        Problem.NOBODY_LISTENS,
        installation.slackFunction());
  }

  public static TopicCheck operations(Installation installation) {
    return new TopicCheck(
        Area.OPERATIONS,
        "the topic of operations",
        installation.operationsTopic(),
        Problem.OPERATIONS_TOPIC_MISSING,
        Problem.OPERATIONS_UNHEARD,
        Optional.empty());
  }

  @Override
  public List<CheckFinding> findings(CheckContext checkContext) {
    AwsLocation home = checkContext.home();
    return Topic.of(checkContext, arn)
        .fold(
            topic -> judged(topic, home),
            _ -> List.of(wrong(area, missing, title + " is missing", home, RepairCommands.MONITOR)),
            silence -> List.of(silence.about(area, "who gets what is on " + title, home)));
  }

  private List<CheckFinding> judged(Topic topic, AwsLocation home) {
    List<CheckFinding> findings = new ArrayList<>();
    for (Subscription pending : topic.pending()) {
      findings.add(pending(pending, home));
    }
    if (slack.isPresent()) {
      boolean subscribed =
          topic.confirmed().stream().anyMatch(one -> slack.get().equals(one.endpoint()));
      findings.add(
          subscribed
              ? new CheckFinding.Ok(Area.SLACK, "the Slack function is subscribed", List.of(home))
              : wrong(
                  Area.SLACK,
                  Problem.SLACK_NOT_SUBSCRIBED,
                  "the Slack function is not subscribed to " + title,
                  home,
                  RepairCommands.MONITOR));
    }
    if (!topic.confirmed().isEmpty()) {
      findings.add(
          new CheckFinding.Ok(
              area, "subscribed to " + title + ": " + topic.confirmed().size(), List.of(home)));
    } else if (slack.isEmpty()) {
      findings.add(nobody(home));
    }
    return findings;
  }

  private CheckFinding nobody(AwsLocation home) {
    return wrong(
        area,
        unheard,
        "nobody is subscribed to " + title,
        home,
        RepairCommands.subscribe(home.region(), arn, "email", "YOU@EXAMPLE.COM"));
  }

  private CheckFinding pending(Subscription one, AwsLocation home) {
    String protocol = Optional.ofNullable(one.protocol()).orElse("");
    String endpoint = Optional.ofNullable(one.endpoint()).orElse("");
    return wrong(
        area,
        Problem.SUBSCRIPTION_PENDING,
        "a subscription of " + title + " waits to be confirmed: " + protocol + " " + endpoint,
        home,
        RepairCommands.subscribe(home.region(), arn, protocol, endpoint));
  }

  private static CheckFinding wrong(
      Area area, Problem problem, String what, AwsLocation home, String mend) {
    return new CheckFinding.Wrong(area, problem, what, List.of(home), mend);
  }
}
