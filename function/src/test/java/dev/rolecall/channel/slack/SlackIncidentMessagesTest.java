package dev.rolecall.channel.slack;

import static dev.rolecall.incident.state.NotificationKind.CHANGED;
import static dev.rolecall.incident.state.NotificationKind.FIRST;
import static dev.rolecall.incident.state.NotificationKind.PROGRESS;
import static dev.rolecall.incident.state.NotificationKind.REMINDER;
import static dev.rolecall.incident.state.NotificationKind.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.TopicMessage;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.incident.state.NotificationKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One message for each episode of an incident, kept up to date.
class SlackIncidentMessagesTest {

  private final SlackScene scene = new SlackScene();

  @AfterEach
  void stop() {
    scene.close();
  }

  private static void assertDelivered(DeliveryResult deliveryResult) {
    assertThat(deliveryResult).isInstanceOf(DeliveryResult.Delivered.class);
  }

  private SlackMessageState thread() {
    return scene.threads.find(SlackScene.INCIDENT, 1);
  }

  @Test
  void aBotKeepsOneMessageUpToDateAndSaysWhatIsNewBelow() {
    assertDelivered(scene.publish(FIRST, 1));
    FakeSlack.Post first = scene.messages().getFirst();
    assertThat(SlackScene.shows(first)).isEqualTo("notice 1");
    assertDelivered(scene.publish(PROGRESS, 2));
    assertDelivered(scene.publish(REMINDER, 3));
    assertThat(scene.replies()).containsExactly("details 1");
    assertDelivered(scene.publish(CHANGED, 4));
    assertDelivered(scene.publish(RESOLVED, 5));

    assertThat(scene.messages()).hasSize(1);
    FakeSlack.Post last = scene.messages().getFirst();
    assertThat(last.timestamp()).isEqualTo(first.timestamp());
    assertThat(SlackScene.shows(last)).isEqualTo("notice 5");
    assertThat(last.body().path("text").asText()).isEqualTo("text 5");
    assertThat(last.edits()).isEqualTo(4);
    assertThat(scene.replies()).containsExactly("details 1", "details 4", "details 5");
    assertThat(scene.slack.refusals()).isEmpty();
  }

  @Test
  void aWebhookSendsAMessageForWhatIsNewAndAShortOneInTheEnd() {
    scene.withWebhooks();
    assertDelivered(scene.publish(FIRST, 1));
    assertThat(scene.publish(PROGRESS, 2)).isInstanceOf(DeliveryResult.Skipped.class);
    assertDelivered(scene.publish(REMINDER, 3));
    assertDelivered(scene.publish(CHANGED, 4));
    assertDelivered(scene.publish(RESOLVED, 5));

    assertThat(scene.slack.posts("alerts"))
        .extracting(SlackScene::shows)
        .containsExactly("notice 1", "notice 3", "notice 4", "notice 5");
    assertThat(scene.slack.posts("alerts"))
        .extracting(post -> post.body().path("blocks").size())
        .containsExactly(3, 3, 3, 1);
    assertThat(scene.slack.posts("alerts"))
        .allSatisfy(post -> assertThat(post.body().has("metadata")).isFalse());
  }

  @Test
  void theNextEpisodeHasItsOwnMessage() {
    scene.publish(FIRST, 1);
    scene.publish(RESOLVED, 2);
    scene.publish(scene.message(SlackScene.INCIDENT, 2, FIRST, 3));

    assertThat(scene.messages())
        .extracting(SlackScene::shows)
        .containsExactly("notice 2", "notice 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bot", "webhook"})
  void whatComesTwiceOrTooLateIsDropped(String slack) {
    if (slack.equals("webhook")) {
      scene.withWebhooks();
    }
    scene.publish(FIRST, 1);
    scene.publish(CHANGED, 3);
    int posts = scene.slack.posts().size();

    assertThat(scene.publish(FIRST, 1)).isInstanceOf(DeliveryResult.Skipped.class);
    assertThat(scene.publish(REMINDER, 2)).isInstanceOf(DeliveryResult.Skipped.class);
    assertThat(scene.publish(CHANGED, 3)).isInstanceOf(DeliveryResult.Skipped.class);
    assertThat(scene.slack.posts()).hasSize(posts);
  }

  @Test
  void whatIsOverBeforeAnybodyWasToldStaysUntold() {
    assertThat(scene.publish(RESOLVED, 2)).isInstanceOf(DeliveryResult.Skipped.class);
    assertThat(scene.publish(FIRST, 1)).isInstanceOf(DeliveryResult.Skipped.class);
    assertThat(scene.slack.requests()).isZero();
  }

  @Test
  void progressBeforeAnybodyWasToldHoldsNothingBack() {
    assertThat(scene.publish(PROGRESS, 2)).isInstanceOf(DeliveryResult.Skipped.class);
    assertDelivered(scene.publish(FIRST, 1));
  }

  @ParameterizedTest
  @CsvSource({"CHANGED", "REMINDER"})
  void whatWasNeverShownIsShownWithTheNextNotice(NotificationKind kind) {
    assertDelivered(scene.publish(kind, 2));
    assertThat(scene.messages()).extracting(SlackScene::shows).containsExactly("notice 2");
    assertThat(scene.replies()).containsExactly("details 2");
    assertDelivered(scene.publish(RESOLVED, 3));
    assertThat(scene.messages()).extracting(SlackScene::shows).containsExactly("notice 3");
  }

  @Test
  void aBotThatReplacesAWebhookBeginsAMessageOfItsOwn() {
    scene.withWebhooks().publish(FIRST, 1);
    scene.current = new SlackSecret.BotToken(FakeSlack.TOKEN);
    scene.routes = new SlackRoutes(List.of(), "C0ALERTS");

    assertThat(scene.publish(PROGRESS, 2)).isInstanceOf(DeliveryResult.Skipped.class);
    assertDelivered(scene.publish(REMINDER, 3));
    assertDelivered(scene.publish(RESOLVED, 4));

    assertThat(scene.slack.posts("C0ALERTS").getFirst().edits()).isEqualTo(1);
    assertThat(scene.replies()).containsExactly("details 3", "details 4");
  }

  @Test
  void aChannelByNameIsEditedByItsId() {
    scene.routes = new SlackRoutes(List.of(), "alerts");
    scene.publish(FIRST, 1);
    assertDelivered(scene.publish(PROGRESS, 2));
    assertThat(scene.slack.posts("alerts").getFirst().edits()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bot", "webhook"})
  void anEpisodeStaysInItsChannelWhateverTheRoutesSayLater(String slack) {
    if (slack.equals("webhook")) {
      scene.withWebhooks();
    }
    scene.routes =
        SlackRoutes.parse(
            "[{\"severity\": \"SECURITY\", \"channel\": \"security\"}]", scene.routes.otherwise());
    scene.severity = "SECURITY";
    scene.publish(FIRST, 1);
    scene.severity = "LOW";
    scene.publish(CHANGED, 2);
    scene.publish(RESOLVED, 3);

    assertThat(scene.messages()).allMatch(post -> post.channel().equals("security"));
    assertThat(SlackScene.shows(scene.messages().getLast())).isEqualTo("notice 3");
  }

  @Test
  void aRouteLimitsHowOftenAWebhookReminds() {
    scene.withWebhooks();
    scene.routes = SlackRoutes.parse("[{\"channel\": \"default\", \"repeatMinutes\": 60}]", "");
    scene.publish(FIRST, 1);
    assertThat(scene.later(Duration.ofMinutes(30)).publish(REMINDER, 2))
        .isInstanceOf(DeliveryResult.Skipped.class);
    assertDelivered(scene.later(Duration.ofMinutes(30)).publish(REMINDER, 3));
    assertThat(scene.publish(REMINDER, 2)).isInstanceOf(DeliveryResult.Skipped.class);
    assertThat(scene.messages())
        .extracting(SlackScene::shows)
        .containsExactly("notice 1", "notice 3");
  }

  /// What somebody else does at this very moment.
  private void claimedElsewhere(int number) {
    SlackNotification notice =
        new SlackNotification(SlackScene.INCIDENT, 1, number, FIRST, Optional.empty());
    scene.threads.write(thread().claimed(notice, scene.now));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whileAnotherIsAtItItIsForLater(int number) {
    claimedElsewhere(number);
    assertThat(scene.later(Duration.ofSeconds(15)).publish(FIRST, 2))
        .isEqualTo(
            new DeliveryResult.TryLater(
                "another notification of the incident is being sent",
                Optional.of(Duration.ofSeconds(30))));
    assertThat(scene.slack.requests()).isZero();
  }

  @Test
  void whoIsDeadIsReplaced() {
    claimedElsewhere(1);
    assertDelivered(scene.later(SlackMessageState.CLAIM).publish(FIRST, 1));
    assertThat(scene.messages()).hasSize(1);
  }

  @Test
  void whoComesToOnlyWhenTheClaimIsOverSendsNothing() {
    SlackMessageStates threads = scene.threads;
    scene.threads =
        new SlackMessageStates() {
          @Override
          public SlackMessageState find(String incident, int episode) {
            return threads.find(incident, episode);
          }

          @Override
          public Outcome write(SlackMessageState thread) {
            scene.later(SlackMessageState.CLAIM);
            return threads.write(thread);
          }
        };
    assertThat(scene.publish(FIRST, 1))
        .isEqualTo(new DeliveryResult.TryLater("no time left for Slack", Optional.empty()));
    assertThat(scene.slack.requests()).isZero();
  }

  @Test
  void whatFailedIsFreeForTheNextAttemptAtOnce() {
    scene.slack.answerNext(429, "", Map.of("Retry-After", "300"));
    assertThat(scene.publish(FIRST, 1)).isInstanceOf(DeliveryResult.TryLater.class);
    assertThat(thread().claim()).isEmpty();
    assertDelivered(scene.publish(FIRST, 1));
    assertThat(scene.messages()).hasSize(1);
  }

  @Test
  void whatIsRefusedIsKeptWithItsReasonAndMayPassLater() {
    scene.slack.answerNext(200, "{\"ok\":false,\"error\":\"is_archived\"}", Map.of());
    assertThat(scene.publish(FIRST, 1))
        .isEqualTo(new DeliveryResult.Rejected("Slack answered 200 is_archived"));
    assertDelivered(scene.publish(FIRST, 1));
  }

  @Test
  void detailsThatFailAreSentLaterWithoutAnotherMessage() {
    scene.slack.acceptNext();
    for (int i = 0; i < 3; i++) {
      scene.slack.answerNext(500, "", Map.of());
    }
    assertThat(scene.publish(FIRST, 1))
        .isEqualTo(
            new DeliveryResult.TryLater("details not sent: Slack answered 500", Optional.empty()));
    assertDelivered(scene.publish(FIRST, 1));
    assertThat(scene.messages()).hasSize(1);
    assertThat(scene.replies()).containsExactly("details 1");
  }

  @Test
  void detailsThatAreRefusedAreNotTriedAgain() {
    scene.publish(FIRST, 1);
    scene
        .slack
        .acceptNext()
        .answerNext(200, "{\"ok\":false,\"error\":\"no_permission\"}", Map.of());
    assertThat(scene.publish(CHANGED, 2))
        .isEqualTo(
            new DeliveryResult.DeliveredInPart(
                Optional.of(scene.messages().getFirst().timestamp()),
                "details not sent: Slack answered 200 no_permission"));
    assertThat(scene.publish(CHANGED, 2)).isInstanceOf(DeliveryResult.Skipped.class);
  }

  @Test
  void aRotatedTokenIsPickedUp() {
    scene.publish(FIRST, 1);
    scene.slack.rotateToken("xoxb-1234567890-rotated");
    scene.fresh = new SlackSecret.BotToken("xoxb-1234567890-rotated");
    assertDelivered(scene.publish(CHANGED, 2));
    assertThat(scene.messages()).extracting(SlackScene::shows).containsExactly("notice 2");
  }

  @Test
  void blocksThatAreRefusedGiveWayToTextInAnEditToo() {
    scene.publish(FIRST, 1);
    scene.slack.answerNext(200, "{\"ok\":false,\"error\":\"invalid_blocks\"}", Map.of());
    assertDelivered(scene.publish(PROGRESS, 2));
    FakeSlack.Post message = scene.messages().getFirst();
    assertThat(message.body().path("blocks")).isEmpty();
    assertThat(message.body().path("text").asText()).isEqualTo("text 2");
  }

  /// Every answer of `chat.update` once, and then Slack as usual: what becomes of a reminder, how
  /// many messages there are, and what the newest shows; and what becomes of progress.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429 | | Delivered | 1 | Skipped",
        "200 | ratelimited | Delivered | 1 | Skipped",
        "500 | | Delivered | 1 | Delivered",
        "200 | internal_error | Delivered | 1 | Delivered",
        "200 | fatal_error | Delivered | 1 | Delivered",
        "200 | service_unavailable | Delivered | 1 | Delivered",
        "200 | request_timeout | Delivered | 1 | Delivered",
        "200 | update_failed | Delivered | 1 | Delivered",
        "200 | external_channel_migrating | Delivered | 1 | Delivered",
        "200 | team_added_to_org | Delivered | 1 | Delivered",
        "200 | invalid_blocks | Delivered | 1 | Delivered",
        "200 | invalid_blocks_format | Delivered | 1 | Delivered",
        "200 | msg_too_long | Delivered | 1 | Delivered",
        "200 | msg_blocks_too_long | Delivered | 1 | Delivered",
        "200 | too_many_attachments | Delivered | 1 | Delivered",
        "200 | invalid_metadata_format | Delivered | 1 | Delivered",
        "200 | invalid_metadata_schema | Delivered | 1 | Delivered",
        "200 | metadata_too_large | Delivered | 1 | Delivered",
        "200 | metadata_must_be_sent_from_app | Delivered | 1 | Delivered",
        "200 | message_not_found | Delivered | 2 | Skipped",
        "200 | cant_update_message | Delivered | 2 | Skipped",
        "200 | edit_window_closed | Delivered | 2 | Skipped",
        "200 | block_mismatch | Delivered | 2 | Skipped",
        "200 | is_inactive | Delivered | 2 | Skipped",
        "200 | channel_not_found | Delivered | 2 | Skipped",
        "200 | invalid_auth | Rejected | 1 | Rejected",
        "200 | not_authed | Rejected | 1 | Rejected",
        "200 | token_expired | Rejected | 1 | Rejected",
        "200 | token_revoked | Rejected | 1 | Rejected",
        "200 | account_inactive | Rejected | 1 | Rejected",
        "200 | missing_scope | Rejected | 1 | Rejected",
        "200 | no_permission | Rejected | 1 | Rejected",
        "200 | not_in_channel | Rejected | 1 | Rejected",
        "200 | is_archived | Rejected | 1 | Rejected",
        "200 | access_denied | Rejected | 1 | Rejected",
        "200 | ekm_access_denied | Rejected | 1 | Rejected",
        "200 | team_not_found | Rejected | 1 | Rejected",
        "200 | streaming_state_conflict | Rejected | 1 | Rejected",
        "200 | no_text | Rejected | 1 | Rejected",
        "404 | | Rejected | 1 | Rejected",
      })
  void everyAnswerToAnEditHasItsConsequence(
      int status, String word, String reminder, int messages, String progress) {
    String body = word == null ? "" : "{\"ok\":false,\"error\":\"" + word + "\"}";
    scene.publish(FIRST, 1);
    scene.slack.answerNext(status, body, Map.of());
    assertThat(scene.publish(PROGRESS, 2).getClass().getSimpleName()).isEqualTo(progress);
    assertThat(scene.messages()).hasSize(1);

    scene.slack.answerNext(status, body, Map.of());
    assertThat(scene.publish(REMINDER, 3).getClass().getSimpleName()).isEqualTo(reminder);
    assertThat(scene.messages()).hasSize(messages);

    assertDelivered(scene.publish(CHANGED, 4));
    assertThat(scene.messages()).hasSize(messages);
    assertThat(SlackScene.shows(scene.messages().getLast())).isEqualTo("notice 4");
  }

  @Test
  void aMessageThatSomebodyRemovedComesAgainWithTheNextNews() {
    scene.publish(FIRST, 1);
    scene.slack.delete(scene.messages().getFirst());
    assertThat(scene.publish(PROGRESS, 2)).isInstanceOf(DeliveryResult.Skipped.class);
    assertDelivered(scene.publish(RESOLVED, 3));
    assertThat(scene.messages()).extracting(SlackScene::shows).containsExactly("notice 3");
    assertThat(scene.replies()).containsExactly("details 1");
  }

  @Test
  void aTableThatDoesNotAnswerKeepsTheMessageForLater() {
    scene.threads = failing(scene.threads, 1);
    assertThat(scene.publish(FIRST, 1))
        .isEqualTo(new DeliveryResult.TryLater("no answer", Optional.empty()));
    assertThat(scene.slack.requests()).isZero();
  }

  @Test
  void whatCannotBeNotedIsNotSentAgain() {
    scene.threads = failing(scene.threads, 2);
    assertThat(scene.publish(FIRST, 1))
        .isEqualTo(
            new DeliveryResult.DeliveredInPart(
                Optional.of(scene.messages().getFirst().timestamp()),
                "details not sent: could not record that the message is in Slack"));
  }

  /// A store whose write of that number fails.
  private static SlackMessageStates failing(SlackMessageStates threads, int number) {
    return new SlackMessageStates() {
      private int writes;

      @Override
      public SlackMessageState find(String incident, int episode) {
        return threads.find(incident, episode);
      }

      @Override
      public Outcome write(SlackMessageState thread) {
        if (++writes == number) {
          throw new RepositoryFailure("no answer");
        }
        return threads.write(thread);
      }
    };
  }

  @Test
  void aSearchIsRoutedByTheAccountOfItsDenials() {
    scene.routes =
        SlackRoutes.parse("[{\"account\": \"222222222222\", \"channel\": \"C0TEAM\"}]", "C0ALL");
    scene.publish(
        """
        {"severity": "SECURITY",
         "incident": {"id": "search-1", "episode": 1, "notice": 1, "kind": "FIRST",
                      "account": "222222222222"},
         "slack": {"text": "search", "blocks": [{"type": "divider"}]}}\
        """);
    assertThat(scene.slack.posts("C0TEAM")).hasSize(1);
  }

  @Test
  void aMessageWithoutAnIncidentIsSentAsItIs() {
    String digest = scene.message(SlackScene.INCIDENT, 1, FIRST, 1).replace("incident", "digest");
    assertDelivered(scene.publish(digest));
    assertDelivered(scene.publish(digest));
    assertThat(scene.messages()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"id\": \"refusal-x/y\"",
        "\"episode\": 0",
        "\"notice\": null",
        "\"kind\": \"ALARM\""
      })
  void anIncidentThatCannotBeUnderstoodIsSentAsItIs(String wrong) {
    String name = wrong.substring(0, wrong.indexOf(':'));
    String message =
        scene
            .message(SlackScene.INCIDENT, 1, PROGRESS, 1)
            .replaceFirst(name + ": (\"[^\"]*\"|[0-9]+)", wrong);
    assertThat(message).contains(wrong);
    assertDelivered(scene.publish(message));
    assertThat(thread().version()).isZero();
  }

  @Test
  void whenSlackIsBusyUpdatesGiveWayAndAlertsDoNot() {
    scene.publish(FIRST, 1);
    ChannelHttp usual = scene.wire;
    scene.wire = _ -> new ChannelHttp.Response(429, Optional.of("60"), "");
    assertThat(scene.publish(PROGRESS, 2))
        .isEqualTo(
            new DeliveryResult.Skipped("Slack is busy, and the next update includes this one"));
    assertThat(scene.publish(RESOLVED, 3)).isInstanceOf(DeliveryResult.TryLater.class);
    scene.wire = usual;
    assertThat(scene.publish(RESOLVED, 3)).isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(scene.messages()).extracting(SlackScene::shows).containsExactly("notice 3");
  }

  @Test
  void anUpdateTriesOnceAndLeavesSlackAloneForAsLongAsItAsks() {
    scene.publish(FIRST, 1);
    ChannelHttp usual = scene.wire;
    AtomicInteger busy = new AtomicInteger();
    AtomicBoolean free = new AtomicBoolean();
    scene.wire =
        request -> {
          if (free.get()) {
            return usual.send(request);
          }
          busy.incrementAndGet();
          return new ChannelHttp.Response(429, Optional.of("4"), "");
        };
    SlackChannel channel = scene.channel();
    IntFunction<DeliveryResult> update =
        number ->
            channel.deliver(
                new TopicMessage(
                    scene.message(SlackScene.INCIDENT, 1, PROGRESS, number),
                    Duration.ofSeconds(28)));
    Instant before = scene.now;
    assertThat(update.apply(2)).isInstanceOf(DeliveryResult.Skipped.class);
    assertThat(update.apply(3)).isInstanceOf(DeliveryResult.Skipped.class);
    assertThat(busy).hasValue(1);
    assertThat(scene.now).isEqualTo(before);
    free.set(true);
    scene.later(Duration.ofSeconds(3));
    assertThat(update.apply(4)).isInstanceOf(DeliveryResult.Skipped.class);
    scene.later(Duration.ofSeconds(1));
    assertThat(update.apply(5)).isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(scene.messages()).extracting(SlackScene::shows).containsExactly("notice 5");
  }

  @Test
  void anAlertWaitsUntilSlackTakesIt() {
    ChannelHttp usual = scene.wire;
    AtomicInteger times = new AtomicInteger();
    scene.wire =
        request ->
            times.incrementAndGet() <= 10
                ? new ChannelHttp.Response(429, Optional.of("0"), "")
                : usual.send(request);
    Instant before = scene.now;
    assertThat(scene.publish(FIRST, 1)).isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(Duration.between(before, scene.now)).isEqualTo(Duration.ofSeconds(10));
  }
}
