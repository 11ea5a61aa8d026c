package dev.rolecall.channel.slack;

import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.SecretReading;
import dev.rolecall.channel.Secrets;
import dev.rolecall.channel.TopicMessage;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.state.NotificationKind;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A Slack, a clock that stands still, and notices of one incident.
final class SlackScene implements AutoCloseable {

  static final String INCIDENT = "refusal-00ff";

  private static final Duration BUDGET = Duration.ofSeconds(28);

  final HttpClient http = HttpClient.newHttpClient();
  Instant now = Instant.parse("2026-11-24T03:00:00Z");
  final FakeSlack slack = FakeSlack.at(() -> now);
  SlackSecret current = new SlackSecret.BotToken(FakeSlack.TOKEN);
  SlackSecret fresh = current;
  SlackMessageStates threads = new MemoryThreads();
  ChannelHttp wire = ChannelHttp.create(http);
  SlackRoutes routes = new SlackRoutes(List.of(), "C0ALERTS");
  SlackMentions owners = new SlackMentions(Map.of("payments", "S0PAY", "ann", "U0ANN"));
  Optional<String> owner = Optional.empty();
  boolean interactive;
  String severity = "HIGH";

  /// From here on through webhooks, whose names are the channels.
  SlackScene withWebhooks() {
    current =
        new SlackSecret.Webhooks(
            Map.of("default", slack.webhook("alerts"), "security", slack.webhook("security")));
    fresh = current;
    routes = new SlackRoutes(routes.routes(), "default");
    return this;
  }

  SlackScene at(Instant time) {
    now = time;
    return this;
  }

  SlackScene later(Duration time) {
    now = now.plus(time);
    return this;
  }

  DeliveryResult publish(NotificationKind kind, int number) {
    return publish(message(INCIDENT, 1, kind, number));
  }

  DeliveryResult publish(String message) {
    return channel().deliver(new TopicMessage(message, BUDGET));
  }

  SlackChannel channel() {
    return new SlackChannel(
        new SlackWorkspace(slack.webApi(), routes, owners, interactive),
        new Secrets<>() {
          @Override
          public SecretReading<SlackSecret> current() {
            return new SecretReading.Read<>(current);
          }

          @Override
          public SecretReading<SlackSecret> fresh() {
            current = fresh;
            return current();
          }
        },
        threads,
        wire,
        time -> now = now.plus(time),
        () -> now,
        Duration.ofSeconds(8));
  }

  /// What the topic delivers.
  String message(String incident, int episode, NotificationKind kind, int number) {
    String said = owner.map(name -> "\"" + name + "\"").orElse("null");
    return """
    {"schema": "rolecall/1", "severity": "%s", "denial": {"recordedIn": "111111111111"},
     "diagnosis": {"cause": "SCP_DENY"},
     "incident": {"id": "%s", "episode": %d, "notice": %d, "kind": "%s", "owner": %s},
     "slack": {"text": "text %d",
               "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "notice %d"}}],
               "thread": {"text": "details %d", "blocks": [{"type": "divider"}]},
               "actions": [{"type": "actions", "elements": [{"type": "button",
                 "action_id": "rolecall-acknowledge", "value": "refusal-00ff:1",
                 "text": {"type": "plain_text", "text": "Acknowledge"}}]}]}}\
    """
        .formatted(severity, incident, episode, number, kind, said, number, number, number);
  }

  /// Messages that are no replies.
  List<FakeSlack.Post> messages() {
    return slack.posts().stream().filter(post -> post.thread().isEmpty()).toList();
  }

  /// The texts of the replies, in their order.
  List<String> replies() {
    return slack.posts().stream()
        .filter(post -> post.thread().isPresent())
        .map(post -> post.body().path("text").asText())
        .toList();
  }

  /// What a message shows.
  static String shows(FakeSlack.Post post) {
    return post.body().at("/blocks/0/text/text").asText();
  }

  @Override
  public void close() {
    slack.close();
    http.close();
  }
}
