package dev.rolecall.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.Slow;
import dev.rolecall.explanation.NotificationStories;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.notification.NotificationFormat;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.Notification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The notices of stories of the corpus, as they are written, become one message in Slack.
@Slow
class NotificationDeliveryTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// Some; EveryNotificationTest in core looks at all.
  static List<Path> stories() throws IOException {
    List<Path> all = NotificationStories.stories();
    return IntStream.range(0, all.size() / 5).mapToObj(i -> all.get(i * 5)).toList();
  }

  private static void publishAll(Path story, SlackScene scene) throws IOException {
    int number = 0;
    for (Notification notification : NotificationStories.ofEveryKind(story)) {
      String text =
          Optional.ofNullable(
                  NotificationFormat.write(notification, WritingOptions.plain())
                      .texts()
                      .get("lambda"))
              .orElseThrow();
      ObjectNode message = (ObjectNode) JSON.readTree(text);
      message.withObject("/incident").put("notice", ++number);
      assertThat(scene.publish(message.toString()))
          .isInstanceOfAny(DeliveryResult.Delivered.class, DeliveryResult.Skipped.class);
    }
    assertThat(scene.slack.refusals()).isEmpty();
  }

  /// The notices are about an incident and about one change that blocks 30 pairs, whose list the
  /// bot attaches to each reply while calls are denied.
  @ParameterizedTest
  @MethodSource("stories")
  void aBotKeepsOneMessageAndAWebhookSendsOneForEachNews(Path story) throws IOException {
    try (SlackScene scene = new SlackScene()) {
      scene.slack.allowFiles();
      publishAll(story, scene);
      assertThat(scene.messages()).hasSize(2).allMatch(message -> message.edits() == 6);
      assertThat(scene.messages())
          .allSatisfy(message -> assertThat(repliesTo(message, scene)).hasSize(4));
      assertThat(scene.slack.files())
          .hasSize(3)
          .allMatch(file -> thread(file).equals(scene.messages().getLast().timestamp()));
    }
    try (SlackScene scene = new SlackScene().withWebhooks()) {
      publishAll(story, scene);
      assertThat(scene.messages()).hasSize(10);
    }
  }

  private static List<FakeSlack.Post> repliesTo(FakeSlack.Post message, SlackScene scene) {
    return scene.slack.posts().stream()
        .filter(post -> post.thread().filter(message.timestamp()::equals).isPresent())
        .toList();
  }

  private static String thread(FakeSlack.Attached file) {
    return file.completion().path("thread_ts").asText();
  }
}
