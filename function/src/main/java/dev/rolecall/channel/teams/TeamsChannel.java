package dev.rolecall.channel.teams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.channel.ChannelAnswer;
import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.Pause;
import dev.rolecall.channel.RetryingClient;
import dev.rolecall.channel.Secrets;
import dev.rolecall.channel.TopicMessage;
import dev.rolecall.channel.Webhook;
import dev.rolecall.channel.wording.DeliveryWords;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.NotificationChannel;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Sends messages to Microsoft Teams, through the webhook of a workflow.
///
/// | Teams | what is done |
/// |---|---|
/// | delivered | delivered |
/// | busy | waited for as long as asked, if the time allows; else "try later" |
/// | failed, no answer | tried three times; then "try later" |
/// | webhook refused | the secret is read again, and tried once if it is another |
/// | refused | rejected, at once |
///
/// [TeamsAnswers] says which answer is which. A workflow cannot change what it posted: each
/// notification is a card of its own.
public final class TeamsChannel implements NotificationChannel<TopicMessage> {

  /// Where workflows have their webhooks: those of Teams, of Logic Apps, and both in the clouds of
  /// the US government and in China.
  ///
  /// @see <a
  ///   href="https://learn.microsoft.com/en-us/power-automate/ip-address-configuration">addresses
  ///   of Power Automate</a>
  private static final List<String> DOMAINS =
      List.of(
          "api.powerplatform.com",
          "logic.azure.com",
          "api.gov.powerplatform.microsoft.us",
          "api.high.powerplatform.microsoft.us",
          "logic.azure.us",
          "api.powerplatform.partner.microsoftonline.cn",
          "logic.azure.cn");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Secrets<Webhook> secrets;
  private final RetryingClient client;
  private final InstantSource clock;

  /// @param pause waits between attempts
  /// @param patience how long to wait for one answer
  public TeamsChannel(
      Secrets<Webhook> secrets,
      ChannelHttp http,
      Pause pause,
      InstantSource clock,
      Duration patience) {
    this.secrets = secrets;
    this.client = new RetryingClient("Teams", TeamsAnswers::of, http, pause, clock, patience);
    this.clock = clock;
  }

  /// Reads the text of the secret.
  public static Webhook.Reader secretReader() {
    return new Webhook.Reader("Teams", DOMAINS);
  }

  /// Sends what the message has in `teams`.
  @Override
  public DeliveryResult deliver(TopicMessage message) {
    return card(message.json())
        .map(card -> send(card, clock.instant().plus(message.budget())))
        .orElseGet(() -> new DeliveryResult.Rejected(DeliveryWords.nothingFor("Teams")));
  }

  /// What `json` has for Teams.
  public static Optional<String> card(String json) {
    try {
      return Optional.of(JSON.readTree(json).path("teams"))
          .filter(JsonNode::isObject)
          .map(JsonNode::toString);
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  private DeliveryResult send(String card, Instant end) {
    ChannelAnswer answer =
        secrets.use(
            webhook ->
                client.send(
                    HttpRequest.newBuilder(webhook.address())
                        .header("Content-Type", "application/json; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString(card)),
                    end),
            problem -> problem,
            sent -> sent.is(ChannelAnswer.Kind.SECRET_REFUSED));
    return answer
        .problem()
        .map(ChannelAnswer.Problem::result)
        .orElseGet(() -> new DeliveryResult.Delivered(Optional.empty()));
  }
}
