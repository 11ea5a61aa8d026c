package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.DeployedChannel;
import dev.rolecall.doctor.report.Installation;
import dev.rolecall.doctor.report.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sns.model.Subscription;

/// Somebody gets what is published on a topic.
///
/// @param title for people
/// @param channels whose functions have to be subscribed
public record TopicCheck(
    Area area,
    String title,
    String arn,
    Problem missing,
    Problem unheard,
    List<DeployedChannel> channels)
    implements Check {

  public TopicCheck {
    channels = List.copyOf(channels);
  }

  public static TopicCheck alerts(Installation installation) {
    return new TopicCheck(
        Area.ALERTS,
        "the topic of alerts",
        installation.alertsTopic(),
        Problem.TOPIC_MISSING,
        Problem.NOBODY_LISTENS,
        installation.channels().stream()
            .filter(channel -> channel.function().isPresent())
            .toList());
  }

  public static TopicCheck operations(Installation installation) {
    return new TopicCheck(
        Area.OPERATIONS,
        "the topic of operations",
        installation.operationsTopic(),
        Problem.OPERATIONS_TOPIC_MISSING,
        Problem.OPERATIONS_UNHEARD,
        List.of());
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
    for (DeployedChannel channel : channels) {
      findings.add(subscribed(channel, topic, home));
    }
    if (!topic.confirmed().isEmpty()) {
      findings.add(
          new CheckFinding.Ok(
              area, "subscribed to " + title + ": " + topic.confirmed().size(), List.of(home)));
    } else if (channels.isEmpty()) {
      findings.add(nobody(home));
    }
    return findings;
  }

  private CheckFinding subscribed(DeployedChannel channel, Topic topic, AwsLocation home) {
    String function = "the " + channel.channel().title() + " function";
    boolean subscribed =
        topic.confirmed().stream()
            .anyMatch(one -> channel.function().equals(Optional.ofNullable(one.endpoint())));
    return subscribed
        ? new CheckFinding.Ok(channel.area(), function + " is subscribed", List.of(home))
        : wrong(
            channel.area(),
            channel.notSubscribed(),
            function + " is not subscribed to " + title,
            home,
            RepairCommands.MONITOR);
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
