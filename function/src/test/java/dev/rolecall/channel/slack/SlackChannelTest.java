package dev.rolecall.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.SecretReading;
import dev.rolecall.channel.Secrets;
import dev.rolecall.channel.TopicMessage;
import dev.rolecall.incident.notification.DeliveryResult;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of an alert, whatever Slack answers: no alert is lost silently, none is sent twice,
/// and no error shows a secret.
class SlackChannelTest {

  static final String ALERT =
      """
      {"schema":"rolecall/1","denial":{"recordedIn":"111111111111","role":{"account":"222222222222"}},
       "diagnosis":{"cause":"SCP_DENY"},"severity":"MEDIUM",
       "slack":{"text":"blocked by SCP: ci → deploy","fallback":"blocked by SCP: ci → deploy\\nmore",
                "blocks":[{"type":"divider"}],
                "thread":{"text":"details","blocks":[{"type":"divider"}]}}}
      """;

  private static final Duration BUDGET = Duration.ofMinutes(1);
  private static final String ROTATED = "xoxb-1234567890-rotated";

  private final List<Duration> pauses = new ArrayList<>();
  private final List<SlackSecret> vault = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private Instant now = Instant.parse("2026-11-24T03:00:00Z");
  private final FakeSlack slack = FakeSlack.start();

  @AfterEach
  void stop() {
    slack.close();
    http.close();
  }

  /// Secrets of a vault whose first entry is cached and whose last one is the truth.
  private Secrets<SlackSecret> secrets() {
    return new Secrets<>() {
      @Override
      public SecretReading<SlackSecret> current() {
        return new SecretReading.Read<>(vault.getFirst());
      }

      @Override
      public SecretReading<SlackSecret> fresh() {
        return new SecretReading.Read<>(vault.getLast());
      }
    };
  }

  private SlackChannel publisher(Secrets<SlackSecret> secrets, URI webApi, Duration patience) {
    return new SlackChannel(
        new SlackWorkspace(
            webApi, new SlackRoutes(List.of(), "default"), new SlackMentions(Map.of())),
        secrets,
        new MemoryThreads(),
        ChannelHttp.create(http),
        time -> {
          pauses.add(time);
          now = now.plus(time);
        },
        () -> now,
        patience);
  }

  private DeliveryResult publish(SlackSecret... known) {
    vault.addAll(List.of(known));
    return publisher(secrets(), slack.webApi(), Duration.ofSeconds(30))
        .deliver(new TopicMessage(ALERT, BUDGET));
  }

  private SlackSecret webhook() {
    return new SlackSecret.Webhooks(Map.of("default", slack.webhook("alerts")));
  }

  private static SlackSecret bot() {
    return new SlackSecret.BotToken(FakeSlack.TOKEN);
  }

  private SlackSecret secret(String kind) {
    return kind.equals("bot") ? bot() : webhook();
  }

  @Test
  void aBotPostsTheMessageAndItsDetailsAsAReply() {
    DeliveryResult deliveryResult = publish(bot());
    assertThat(slack.posts()).hasSize(2);
    FakeSlack.Post message = slack.posts().getFirst();
    assertThat(deliveryResult)
        .isEqualTo(new DeliveryResult.Delivered(Optional.of(message.timestamp())));
    assertThat(message.thread()).isEmpty();
    assertThat(message.body().path("text").asText()).isEqualTo("blocked by SCP: ci → deploy");
    assertThat(slack.posts().getLast().thread()).contains(message.timestamp());
    assertThat(slack.posts().getLast().body().path("text").asText()).isEqualTo("details");
  }

  @Test
  void aWebhookGetsTheDetailsInTheSameMessage() {
    assertThat(publish(webhook())).isEqualTo(new DeliveryResult.Delivered(Optional.empty()));
    assertThat(slack.posts()).hasSize(1);
    assertThat(slack.posts("alerts").getFirst().body().path("blocks")).hasSize(3);
  }

  @Test
  void namesAndAddressesInTextAreNeverMadeLinksOf() {
    publish(bot());
    assertThat(slack.posts())
        .allSatisfy(
            post -> {
              assertThat(post.body().path("parse").asText()).isEqualTo("none");
              assertThat(post.body().path("mrkdwn").asBoolean(true)).isFalse();
              assertThat(post.body().path("unfurl_links").asBoolean(true)).isFalse();
            });
  }

  /// Every answer once, and then Slack as usual: what becomes of the alert, and how often Slack was
  /// asked. Details make one request more with a bot.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bot | 429 | | Delivered | 3",
        "bot | 200 | {\"ok\":false,\"error\":\"ratelimited\"} | Delivered | 3",
        "bot | 500 | | Delivered | 3",
        "bot | 503 | upstream | Delivered | 3",
        "bot | 200 | {\"ok\":false,\"error\":\"internal_error\"} | Delivered | 3",
        "bot | 200 | {\"ok\":false,\"error\":\"invalid_blocks\"} | Delivered | 3",
        "bot | 200 | {\"ok\":false,\"error\":\"invalid_blocks_format\"} | Delivered | 3",
        "bot | 200 | {\"ok\":false,\"error\":\"msg_blocks_too_long\"} | Delivered | 3",
        "bot | 200 | {\"ok\":false,\"error\":\"msg_too_long\"} | Delivered | 3",
        "bot | 200 | {\"ok\":false,\"error\":\"channel_not_found\"} | Rejected | 1",
        "bot | 200 | {\"ok\":false,\"error\":\"not_in_channel\"} | Rejected | 1",
        "bot | 200 | {\"ok\":false,\"error\":\"missing_scope\"} | Rejected | 1",
        "bot | 200 | {\"ok\":false,\"error\":\"invalid_auth\"} | Rejected | 1",
        "bot | 200 | {\"ok\":false,\"error\":\"token_revoked\"} | Rejected | 1",
        "bot | 200 | {\"ok\":false,\"error\":\"account_inactive\"} | Rejected | 1",
        "bot | 200 | no json | Rejected | 1",
        "bot | 302 | | Rejected | 1",
        "bot | 400 | | Rejected | 1",
        "bot | 404 | | Rejected | 1",
        "webhook | 429 | | Delivered | 2",
        "webhook | 500 | rollup_error | Delivered | 2",
        "webhook | 200 | {\"ok\":false,\"error\":\"invalid_blocks\"} | Delivered | 2",
        "webhook | 400 | invalid_blocks | Delivered | 2",
        "webhook | 400 | invalid_payload | Delivered | 2",
        "webhook | 400 | no_text | Rejected | 1",
        "webhook | 403 | action_prohibited | Rejected | 1",
        "webhook | 403 | invalid_token | Rejected | 1",
        "webhook | 404 | no_service | Rejected | 1",
        "webhook | 404 | channel_not_found | Rejected | 1",
        "webhook | 410 | channel_is_archived | Rejected | 1",
      })
  void everyAnswerHasItsConsequence(
      String kind, int status, String body, String consequence, int requests) {
    slack.answerNext(status, Optional.ofNullable(body).orElse(""), Map.of());
    DeliveryResult deliveryResult = publish(secret(kind));
    assertThat(deliveryResult.getClass().getSimpleName()).isEqualTo(consequence);
    assertThat(slack.requests()).isEqualTo(requests);
    long messages = slack.posts().stream().filter(post -> post.thread().isEmpty()).count();
    assertThat(messages).isEqualTo(consequence.equals("Delivered") ? 1 : 0);
    assertThat(deliveryResult.toString())
        .doesNotContain(FakeSlack.TOKEN)
        .doesNotContain(FakeSlack.WEBHOOK_SECRET)
        .doesNotContain("127.0.0.1");
  }

  @Test
  void aMessageWhoseBlocksAreRefusedIsSentAsText() {
    slack.answerNext(400, "invalid_blocks", Map.of());
    publish(webhook());
    assertThat(slack.posts()).hasSize(1);
    assertThat(slack.posts().getFirst().body().has("blocks")).isFalse();
    assertThat(slack.posts().getFirst().body().path("text").asText())
        .isEqualTo("blocked by SCP: ci → deploy\nmore");
  }

  @Test
  void aTextThatIsRefusedTooIsRejected() {
    slack.answerNext(400, "invalid_blocks", Map.of()).answerNext(400, "invalid_payload", Map.of());
    assertThat(publish(webhook()))
        .isEqualTo(new DeliveryResult.Rejected("Slack answered 400 invalid_payload"));
    assertThat(slack.requests()).isEqualTo(2);
  }

  @Test
  void slackIsGivenTheTimeItAsksFor() {
    slack.answerNext(429, "", Map.of("Retry-After", "30"));
    assertThat(publish(webhook())).isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(pauses).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void aTimeBeyondTheBudgetIsLeftToWhoeverTriesAgain() {
    slack.answerNext(429, "", Map.of("Retry-After", "300"));
    assertThat(publish(webhook()))
        .isEqualTo(
            new DeliveryResult.TryLater("Slack is busy", Optional.of(Duration.ofMinutes(5))));
    assertThat(slack.posts()).isEmpty();
    assertThat(pauses).isEmpty();
  }

  @Test
  void aSlackThatKeepsFailingIsTriedThreeTimes() {
    for (int i = 0; i < 3; i++) {
      slack.answerNext(500, "", Map.of());
    }
    assertThat(publish(webhook()))
        .isEqualTo(new DeliveryResult.TryLater("Slack answered 500", Optional.empty()));
    assertThat(slack.requests()).isEqualTo(3);
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void aSlackThatGivesNoAnswerIsAskedAgain() {
    slack.stallNext(false);
    vault.add(webhook());
    DeliveryResult deliveryResult =
        publisher(secrets(), slack.webApi(), Duration.ofMillis(300))
            .deliver(new TopicMessage(ALERT, BUDGET));
    assertThat(deliveryResult).isEqualTo(new DeliveryResult.Delivered(Optional.empty()));
    assertThat(slack.posts()).hasSize(1);
  }

  @Test
  void aSlackThatCannotBeReachedIsForLater() {
    vault.add(bot());
    URI gone = slack.webApi();
    slack.close();
    assertThat(
            publisher(secrets(), gone, Duration.ofSeconds(30))
                .deliver(new TopicMessage(ALERT, BUDGET)))
        .isEqualTo(new DeliveryResult.TryLater("no connection to Slack", Optional.empty()));
  }

  @Test
  void aRotatedTokenIsPickedUp() {
    slack.rotateToken(ROTATED);
    assertThat(publish(bot(), new SlackSecret.BotToken(ROTATED)))
        .isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(slack.posts()).hasSize(2);
  }

  @Test
  void aReplacedWebhookIsPickedUp() {
    slack.removeWebhook("alerts");
    SlackSecret replaced = new SlackSecret.Webhooks(Map.of("default", slack.webhook("new")));
    assertThat(publish(webhook(), replaced)).isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(slack.posts("new")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unusable", "notNow"})
  void withoutASecretNothingIsSentAndItIsSaid(String how) {
    SecretReading<SlackSecret> reading =
        how.equals("unusable")
            ? new SecretReading.Unusable<>("the secret is missing")
            : new SecretReading.NotNow<>("the secret is missing");
    Secrets<SlackSecret> none =
        new Secrets<>() {
          @Override
          public SecretReading<SlackSecret> current() {
            return reading;
          }

          @Override
          public SecretReading<SlackSecret> fresh() {
            return reading;
          }
        };
    DeliveryResult deliveryResult =
        publisher(none, slack.webApi(), Duration.ofSeconds(30))
            .deliver(new TopicMessage(ALERT, BUDGET));
    assertThat(deliveryResult)
        .isEqualTo(
            how.equals("unusable")
                ? new DeliveryResult.Rejected("the secret is missing", true)
                : new DeliveryResult.TryLater("the secret is missing", Optional.empty()));
    assertThat(slack.requests()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 500})
  void detailsThatFailNeverRepeatTheMessage(int status) {
    slack.acceptNext();
    for (int i = 0; i < 3; i++) {
      slack.answerNext(status, "", Map.of());
    }
    DeliveryResult deliveryResult = publish(bot());
    assertThat(deliveryResult)
        .isEqualTo(
            new DeliveryResult.DeliveredInPart(
                Optional.of(slack.posts().getFirst().timestamp()),
                "details not sent: Slack answered " + status));
    assertThat(slack.posts()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no json", "{}", "{\"slack\":{\"text\":\"x\"}}", "[]"})
  void whatHoldsNothingForSlackIsRejected(String message) {
    vault.add(bot());
    assertThat(
            publisher(secrets(), slack.webApi(), Duration.ofSeconds(30))
                .deliver(new TopicMessage(message, BUDGET)))
        .isEqualTo(new DeliveryResult.Rejected("the message contains nothing for Slack"));
  }
}
