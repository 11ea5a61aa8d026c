package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.DeployedChannel;
import dev.rolecall.doctor.report.Installation;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.doctor.wording.CheckWords;
import dev.rolecall.doctor.wording.RepairCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

/// Something is subscribed to a topic.
///
/// @param title for people
/// @param channels whose functions have to be subscribed
/// @param eventsQueue what has to be subscribed, too, and brings nothing to people by itself
/// @param reached whether people get the notifications in another way
/// @param intended whether it is meant that nothing else is subscribed
public record TopicCheck(
    Area area,
    String title,
    String arn,
    Problem missing,
    Problem unheard,
    List<DeployedChannel> channels,
    Optional<String> eventsQueue,
    boolean reached,
    boolean intended)
    implements Check {

  private static final String CONFIRMED = "arn:";
  private static final String PENDING = "PendingConfirmation";

  public TopicCheck {
    channels = List.copyOf(channels);
  }

  public static TopicCheck alerts(Installation installation) {
    return new TopicCheck(
        Area.ALERTS,
        CheckWords.alertsTopic(),
        installation.alertsTopic(),
        Problem.TOPIC_MISSING,
        Problem.NOBODY_LISTENS,
        installation.channels().stream().filter(channel -> channel.function().isPresent()).toList(),
        installation.recipients().eventsQueue(),
        installation.recipients().pagerDuty().isPresent(),
        installation.recipients().noAlerts());
  }

  public static TopicCheck operations(Installation installation) {
    return new TopicCheck(
        Area.OPERATIONS,
        CheckWords.operationsTopic(),
        installation.operationsTopic(),
        Problem.OPERATIONS_TOPIC_MISSING,
        Problem.OPERATIONS_UNHEARD,
        List.of(),
        Optional.empty(),
        false,
        installation.recipients().noOperations());
  }

  @Override
  public List<CheckFinding> findings(CheckContext context) {
    CheckSubject subject = context.home(area);
    return subject
        .ask(
            "sns:ListSubscriptionsByTopic",
            SnsClient.class,
            SnsClient::builder,
            client ->
                client
                    .listSubscriptionsByTopicPaginator(ask -> ask.topicArn(arn))
                    .subscriptions()
                    .stream()
                    .toList())
        .fold(
            subscriptions -> findings(subscriptions, subject, context),
            () ->
                List.of(subject.wrong(missing, CheckWords.missing(title), RepairCommands.MONITOR)),
            reply -> List.of(subject.unknown(CheckWords.subscriptionsOf(title), reply)));
  }

  private List<CheckFinding> findings(
      List<Subscription> subscriptions, CheckSubject subject, CheckContext context) {
    List<Subscription> confirmed =
        subscriptions.stream()
            .filter(one -> text(one.subscriptionArn()).startsWith(CONFIRMED))
            .toList();
    String region = subject.where().region();
    List<CheckFinding> findings = new ArrayList<>();
    subscriptions.stream()
        .filter(one -> PENDING.equals(one.subscriptionArn()))
        .forEach(one -> findings.add(pending(one, subject, region)));
    for (DeployedChannel channel : channels) {
      findings.add(subscribed(channel, confirmed, context.home(channel.area())));
    }
    eventsQueue.ifPresent(queue -> findings.add(subscribed(queue, confirmed, context)));
    List<Subscription> listeners =
        confirmed.stream()
            .filter(one -> !text(one.endpoint()).equals(eventsQueue.orElse("")))
            .toList();
    if (!listeners.isEmpty()) {
      findings.add(subject.ok(CheckWords.subscribers(title, listeners.size())));
    } else if (intended) {
      findings.add(subject.ok(CheckWords.noSubscribersIntended(title)));
    } else if (channels.isEmpty() && !reached) {
      findings.add(
          subject.wrong(
              unheard,
              CheckWords.noSubscribers(title),
              RepairCommands.subscribe(region, arn, "email", "YOU@EXAMPLE.COM")));
    }
    return findings;
  }

  private CheckFinding subscribed(
      DeployedChannel channel, List<Subscription> confirmed, CheckSubject subject) {
    String function = CheckWords.channelFunction(channel.channel().title());
    return confirmed.stream()
            .anyMatch(one -> channel.subscriber().equals(Optional.ofNullable(one.endpoint())))
        ? subject.ok(CheckWords.subscribed(function))
        : subject.wrong(
            channel.notSubscribed(),
            CheckWords.notSubscribed(function, title),
            RepairCommands.MONITOR);
  }

  private CheckFinding subscribed(
      String queue, List<Subscription> confirmed, CheckContext context) {
    CheckSubject subject = context.home(Area.CHANNELS);
    return confirmed.stream().anyMatch(one -> text(one.endpoint()).equals(queue))
        ? subject.ok(CheckWords.subscribed(CheckWords.eventsQueue()))
        : subject.wrong(
            Problem.EVENTS_NOT_SUBSCRIBED,
            CheckWords.notSubscribed(CheckWords.eventsQueue(), title),
            RepairCommands.MONITOR);
  }

  private CheckFinding pending(Subscription one, CheckSubject subject, String region) {
    String protocol = text(one.protocol());
    String endpoint = text(one.endpoint());
    return subject.wrong(
        Problem.SUBSCRIPTION_PENDING,
        CheckWords.pending(title, protocol, endpoint),
        RepairCommands.subscribe(region, arn, protocol, endpoint));
  }

  private static String text(@Nullable String sent) {
    return Optional.ofNullable(sent).orElse("");
  }
}
