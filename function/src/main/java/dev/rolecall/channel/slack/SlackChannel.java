package dev.rolecall.channel.slack;

import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.Pause;
import dev.rolecall.channel.SecretReading;
import dev.rolecall.channel.Secrets;
import dev.rolecall.channel.TopicMessage;
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
/// | secret refused | the secret is read anew, and tried once if it is another |
/// | refused | rejected, at once |
///
/// Details that fail never cause the message to be sent again. [SlackResponse] tells which answer
/// is which.
///
/// A message about an incident is one of several about the same: [SlackIncidentMessages] keeps one
/// message of Slack up to date with them.
public final class SlackChannel implements NotificationChannel<TopicMessage> {

  private final SlackRetryingClient line;
  private final InstantSource clock;
  private final SlackWorkspace workspace;
  private final Secrets<SlackSecret> secrets;
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
    this.episodes = new SlackIncidentMessages(workspace, secrets, threads, line, clock);
  }

  /// Sends the alert that the message has in `slack`.
  @Override
  public DeliveryResult deliver(TopicMessage message) {
    return SlackAlert.parse(message.json())
        .map(alert -> publish(alert, message.budget()))
        .orElseGet(() -> new Rejected("the message holds nothing for Slack"));
  }

  private DeliveryResult publish(SlackAlert alert, Duration budget) {
    Instant end = clock.instant().plus(budget);
    return alert
        .notice()
        .map(notice -> episodes.publish(alert, notice, end))
        .orElseGet(() -> publish(alert, end));
  }

  private DeliveryResult publish(SlackAlert alert, Instant end) {
    SecretReading<SlackSecret> current = secrets.current();
    Sent sent = send(alert, current, end);
    if (sent.answer() instanceof SlackResponse.SecretRefused) {
      SecretReading<SlackSecret> fresh = secrets.fresh();
      if (!fresh.equals(current)) {
        sent = send(alert, fresh, end);
      }
    }
    return publication(sent, alert, end);
  }

  /// @param call the one that was answered last
  private record Sent(Optional<SlackRequest> call, SlackResponse answer) {
    static Sent not(SlackResponse why) {
      return new Sent(Optional.empty(), why);
    }
  }

  private Sent send(SlackAlert alert, SecretReading<SlackSecret> reading, Instant end) {
    String channel = workspace.routes().channel(alert.facts());
    return switch (reading) {
      case SecretReading.Unusable<SlackSecret>(String why) ->
          Sent.not(new SlackResponse.Refused(why));
      case SecretReading.NotNow<SlackSecret>(String why) -> Sent.not(new SlackResponse.Failed(why));
      case SecretReading.Read<SlackSecret>(SlackSecret secret) ->
          workspace
              .post(secret, channel, alert)
              .map(call -> new Sent(Optional.of(call), line.sendAtLeastText(call, end)))
              .orElseGet(() -> Sent.not(SlackWorkspace.NOWHERE));
    };
  }

  private DeliveryResult publication(Sent sent, SlackAlert alert, Instant end) {
    if (!(sent.answer() instanceof SlackResponse.Delivered delivered)) {
      return sent.answer().failure();
    }
    Optional<String> id = delivered.timestamp();
    return sent.call()
        .flatMap(call -> details(call, alert, id))
        .flatMap(details -> line.sendAtLeastText(details, end).problem())
        .<DeliveryResult>map(why -> new DeliveredInPart(id, "no details: " + why))
        .orElseGet(() -> new Delivered(id));
  }

  /// The reply with the details; only a bot can reply.
  private Optional<SlackRequest> details(
      SlackRequest call, SlackAlert alert, Optional<String> timestamp) {
    String channel = call.body().path("channel").asText();
    return call.token()
        .flatMap(
            token ->
                timestamp.flatMap(
                    parent ->
                        alert
                            .reply()
                            .map(reply -> workspace.reply(token, channel, parent, reply))));
  }
}
