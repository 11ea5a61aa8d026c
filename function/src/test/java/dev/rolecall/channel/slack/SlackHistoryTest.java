package dev.rolecall.channel.slack;

import static dev.rolecall.incident.state.NotificationKind.CHANGED;
import static dev.rolecall.incident.state.NotificationKind.FIRST;
import static dev.rolecall.incident.state.NotificationKind.PROGRESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.incident.notification.DeliveryResult;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What happens after somebody died between Slack's answer and noting it.
class SlackHistoryTest {

  private static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  private final SlackScene scene = new SlackScene();

  @AfterEach
  void stop() {
    scene.close();
  }

  /// Sends a notice, and dies when Slack has taken the message.
  private void dieAfterSending(int number) {
    ChannelHttp wire = scene.wire;
    scene.wire =
        request -> {
          wire.send(request);
          throw new Death();
        };
    try {
      scene.publish(FIRST, number);
      throw new AssertionError("it lives");
    } catch (Death _) {
      scene.wire = wire;
    }
    scene.later(SlackMessageState.CLAIM);
  }

  @Test
  void theMessageIsFoundAndGetsItsDetails() {
    scene.slack.allowHistory();
    dieAfterSending(1);
    assertThat(scene.publish(FIRST, 1)).isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(scene.messages()).extracting(SlackScene::shows).containsExactly("notice 1");
    assertThat(scene.replies()).containsExactly("details 1");
    scene.publish(PROGRESS, 2);
    assertThat(scene.messages()).extracting(SlackScene::shows).containsExactly("notice 2");
  }

  @Test
  void theNextNoticeFindsItToo() {
    scene.slack.allowHistory();
    dieAfterSending(1);
    assertThat(scene.publish(CHANGED, 2)).isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(scene.messages()).extracting(SlackScene::shows).containsExactly("notice 2");
    assertThat(scene.publish(FIRST, 1)).isInstanceOf(DeliveryResult.Skipped.class);
  }

  @Test
  void messagesOfOthersAreLeftAlone() {
    scene.slack.allowHistory();
    scene.publish(scene.message("refusal-11", 1, FIRST, 1));
    scene.publish(scene.message(SlackScene.INCIDENT, 2, FIRST, 9));
    SlackNotification notice =
        new SlackNotification(SlackScene.INCIDENT, 1, 1, FIRST, Optional.empty());
    scene.threads.write(SlackMessageState.none(SlackScene.INCIDENT, 1).claimed(notice, scene.now));

    scene.later(SlackMessageState.CLAIM).publish(FIRST, 1);

    assertThat(scene.messages()).hasSize(3).allMatch(post -> post.edits() == 0);
  }

  @Test
  void whoMayNotLookSendsAgain() {
    dieAfterSending(1);
    assertThat(scene.publish(FIRST, 1)).isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(scene.messages()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing_scope", "channel_not_found", "not_in_channel", "access_denied"})
  void whoCannotLookSendsAgain(String word) {
    scene.slack.allowHistory();
    dieAfterSending(1);
    scene.slack.answerNext(200, "{\"ok\":false,\"error\":\"" + word + "\"}", Map.of());
    assertThat(scene.publish(FIRST, 1)).isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(scene.messages()).hasSize(2);
  }

  @Test
  void whoCannotLookNowTriesLater() {
    scene.slack.allowHistory();
    dieAfterSending(1);
    scene.slack.answerNext(429, "", Map.of("Retry-After", "60"));
    assertThat(scene.publish(FIRST, 1)).isInstanceOf(DeliveryResult.TryLater.class);
    assertThat(scene.publish(FIRST, 1)).isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(scene.messages()).hasSize(1);
  }

  @Test
  void whoSendsForTheFirstTimeDoesNotLook() {
    scene.publish(FIRST, 1);
    assertThat(scene.slack.requests()).isEqualTo(2);
  }
}
