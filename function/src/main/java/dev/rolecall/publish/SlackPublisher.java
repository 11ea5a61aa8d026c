package dev.rolecall.publish;

import dev.rolecall.publish.Publication.Published;
import dev.rolecall.publish.Publication.PublishedInPart;
import dev.rolecall.publish.Publication.Rejected;
import dev.rolecall.publish.Publication.TryLater;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Sends alerts to Slack, through an incoming webhook or as a bot.
///
/// | Slack | what is done |
/// |---|---|
/// | delivered | published; as a bot, the details follow in a thread |
/// | busy | waited for as long as asked, if the time allows; else "try later" |
/// | failed, no answer | tried three times; then "try later" |
/// | message refused | its text alone is sent, once |
/// | secret refused | the secret is read anew, and tried once if it is another |
/// | refused | rejected, at once |
///
/// Details that fail never cause the message to be sent again. [SlackAnswer] tells which answer is
/// which.
public final class SlackPublisher {

  /// The Web API of most workspaces.
  public static final URI WEB_API = URI.create("https://slack.com/api");

  /// The Web API of GovSlack.
  public static final URI GOV_WEB_API = URI.create("https://slack-gov.com/api");

  private final SlackLine line;
  private final InstantSource clock;
  private final URI webApi;
  private final SlackRoutes routes;
  private final SlackSecrets secrets;

  /// @param webApi the address that methods follow
  /// @param pause waits between attempts
  /// @param patience how long to wait for one answer of Slack
  public SlackPublisher(
      HttpClient http,
      URI webApi,
      SlackRoutes routes,
      SlackSecrets secrets,
      Pause pause,
      InstantSource clock,
      Duration patience) {
    this.line = new SlackLine(http, pause, clock, patience);
    this.clock = clock;
    this.webApi = webApi;
    this.routes = routes;
    this.secrets = secrets;
  }

  /// Sends an alert.
  ///
  /// @param message what the topic delivers to functions: the contract's JSON with `slack`
  /// @param budget the time for all of it
  public Publication publish(String message, Duration budget) {
    return SlackAlert.parse(message)
        .map(alert -> publish(alert, budget))
        .orElseGet(() -> new Rejected("the message holds nothing for Slack"));
  }

  /// Sends an alert.
  public Publication publish(SlackAlert alert, Duration budget) {
    Instant end = clock.instant().plus(budget);
    SecretReading current = secrets.current();
    Sent sent = send(alert, current, end);
    if (sent.answer() instanceof SlackAnswer.SecretRefused) {
      SecretReading fresh = secrets.fresh();
      if (!fresh.equals(current)) {
        sent = send(alert, fresh, end);
      }
    }
    return publication(sent, alert, end);
  }

  /// @param call the one that was answered last
  private record Sent(Optional<SlackCall> call, SlackAnswer answer) {
    static Sent not(SlackAnswer why) {
      return new Sent(Optional.empty(), why);
    }
  }

  private Sent send(SlackAlert alert, SecretReading reading, Instant end) {
    return switch (reading) {
      case SecretReading.Unusable(String why) -> Sent.not(new SlackAnswer.Refused(why));
      case SecretReading.NotNow(String why) -> Sent.not(new SlackAnswer.Failed(why));
      case SecretReading.Read(SlackSecret.Webhooks webhooks) ->
          webhooks
              .address(routes.channel(alert.facts()))
              .map(address -> send(SlackCall.toWebhook(address, alert), end))
              .orElseGet(() -> Sent.not(new SlackAnswer.Refused("no webhook for this route")));
      case SecretReading.Read(SlackSecret.BotToken token) -> {
        String channel = routes.channel(alert.facts());
        yield channel.isEmpty()
            ? Sent.not(new SlackAnswer.Refused("no channel for this route"))
            : send(SlackCall.toChannel(webApi, token, channel, alert.text(), alert.blocks()), end);
      }
    };
  }

  private Sent send(SlackCall call, Instant end) {
    SlackAnswer answer = line.send(call, end);
    return new Sent(
        Optional.of(call),
        answer instanceof SlackAnswer.MessageRefused ? line.send(call.asText(), end) : answer);
  }

  private Publication publication(Sent sent, SlackAlert alert, Instant end) {
    return switch (sent.answer()) {
      case SlackAnswer.Delivered(Optional<String> timestamp) ->
          sent.call()
              .flatMap(call -> details(call, alert, timestamp))
              .map(details -> send(details, end).answer())
              .flatMap(SlackPublisher::problem)
              .<Publication>map(why -> new PublishedInPart(timestamp, "no details: " + why))
              .orElseGet(() -> new Published(timestamp));
      case SlackAnswer.Busy(Duration after) -> new TryLater("Slack is busy", Optional.of(after));
      case SlackAnswer.Failed(String why) -> new TryLater(why, Optional.empty());
      case SlackAnswer.MessageRefused(String why) -> new Rejected(why);
      case SlackAnswer.SecretRefused(String why) -> new Rejected(why);
      case SlackAnswer.Refused(String why) -> new Rejected(why);
    };
  }

  /// The reply with the details; only a bot can reply.
  private Optional<SlackCall> details(
      SlackCall call, SlackAlert alert, Optional<String> timestamp) {
    return call.token()
        .flatMap(
            token ->
                timestamp.flatMap(
                    parent ->
                        alert
                            .reply()
                            .map(
                                reply ->
                                    SlackCall.toChannel(
                                            webApi,
                                            token,
                                            call.body().path("channel").asText(),
                                            reply.text(),
                                            reply.blocks())
                                        .inThread(parent))));
  }

  private static Optional<String> problem(SlackAnswer answer) {
    return switch (answer) {
      case SlackAnswer.Delivered _ -> Optional.empty();
      case SlackAnswer.Busy _ -> Optional.of("Slack is busy");
      case SlackAnswer.Failed(String why) -> Optional.of(why);
      case SlackAnswer.MessageRefused(String why) -> Optional.of(why);
      case SlackAnswer.SecretRefused(String why) -> Optional.of(why);
      case SlackAnswer.Refused(String why) -> Optional.of(why);
    };
  }
}
