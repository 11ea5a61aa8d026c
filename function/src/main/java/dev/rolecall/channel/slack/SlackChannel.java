package dev.rolecall.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.channel.ChannelAnswer;
import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.Pause;
import dev.rolecall.channel.Secrets;
import dev.rolecall.channel.TopicMessage;
import dev.rolecall.channel.wording.DeliveryWords;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.DeliveryResult.Delivered;
import dev.rolecall.incident.notification.DeliveryResult.DeliveredInPart;
import dev.rolecall.incident.notification.DeliveryResult.Rejected;
import dev.rolecall.incident.notification.NotificationChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Sends alerts to Slack, through an incoming webhook or as a bot.
///
/// | Slack | what is done |
/// |---|---|
/// | delivered | delivered; as a bot, the details follow in a thread |
/// | busy | waited for as long as asked, if the time allows; else "try later" |
/// | failed, no answer | tried three times; then "try later" |
/// | message refused | its text alone is sent, once |
/// | secret refused | the secret is read again, and tried once if it is another |
/// | refused | rejected, at once |
///
/// Details that fail never cause the message to be sent again. [SlackAnswers] says which answer is
/// which.
///
/// A message about an incident is one of several about the same: [SlackIncidentMessages] keeps one
/// message of Slack up to date with them.
public final class SlackChannel implements NotificationChannel<TopicMessage> {

  private final SlackRetryingClient line;
  private final InstantSource clock;
  private final SlackWorkspace workspace;
  private final Secrets<SlackSecret> secrets;
  private final SlackDelivery delivery;
  private final SlackIncidentMessages episodes;

  /// @param threads where it is kept what stands in Slack
  /// @param pause waits between attempts
  /// @param patience how long to wait for one answer of Slack
  public SlackChannel(
      SlackWorkspace workspace,
      Secrets<SlackSecret> secrets,
      SlackMessageStates threads,
      ChannelHttp wire,
      Pause pause,
      InstantSource clock,
      Duration patience) {
    this.line = new SlackRetryingClient(wire, pause, clock, patience);
    this.clock = clock;
    this.workspace = workspace;
    this.secrets = secrets;
    this.delivery = new SlackDelivery(workspace, line);
    this.episodes = new SlackIncidentMessages(secrets, threads, delivery, clock);
  }

  /// Sends the alert that the message has in `slack`.
  @Override
  public DeliveryResult deliver(TopicMessage message) {
    Instant end = clock.instant().plus(message.budget());
    return SlackAlert.parse(message.json())
        .map(
            alert ->
                alert
                    .notice()
                    .map(notice -> episodes.publish(alert, notice, end))
                    .orElseGet(() -> publish(alert, end)))
        .orElseGet(() -> new Rejected(DeliveryWords.nothingFor("Slack")));
  }

  private DeliveryResult publish(SlackAlert alert, Instant end) {
    String channel = workspace.routes().channel(alert.facts());
    SlackDelivery.Sent sent =
        secrets.use(
            secret -> delivery.post(alert, channel, Optional.empty(), secret, end),
            SlackDelivery.Sent::not,
            first -> first.answer().is(ChannelAnswer.Kind.SECRET_REFUSED));
    return switch (sent.answer()) {
      case ChannelAnswer.Problem problem -> problem.result();
      case ChannelAnswer.Delivered(JsonNode body) -> {
        Optional<String> id = SlackAnswers.timestamp(body);
        yield sent.reply()
            .flatMap(details -> line.sendAtLeastText(details, end).problem())
            .<DeliveryResult>map(
                problem -> new DeliveredInPart(id, DeliveryWords.noDetails(problem.why())))
            .orElseGet(() -> new Delivered(id));
      }
    };
  }
}
