package dev.rolecall.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.Slow;
import dev.rolecall.explanation.NotificationStories;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.notification.NotificationFormat;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.explanation.render.sns.SnsSize;
import dev.rolecall.incident.notification.Notification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Notices of every kind, for every story of the corpus, keep within what SNS and Slack take.
@Slow
class NotificationLimitsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Path> stories() throws IOException {
    return NotificationStories.stories();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void everyNoticeIsTaken(Path story) throws IOException {
    for (Notification notification : NotificationStories.ofEveryKind(story)) {
      SnsMessage message = NotificationFormat.write(notification, WritingOptions.plain());
      assertThat(SnsSize.of(message)).isLessThan(200_000);
      assertThat(message.subject()).matches("[A-Za-z][ -~]{0,98}");
      JsonNode slack =
          JSON.readTree(Optional.ofNullable(message.texts().get("lambda")).orElseThrow())
              .path("slack");
      assertThat(SlackLimits.of(slack)).isEmpty();
      assertThat(SlackLimits.of(withButtons(slack))).isEmpty();
      if (slack.has("thread")) {
        assertThat(SlackLimits.of(slack.path("thread"))).isEmpty();
        assertThat(SlackLimits.of(together(slack))).isEmpty();
      }
    }
  }

  /// What a bot sends where Slack reports clicks.
  private static JsonNode withButtons(JsonNode slack) {
    ObjectNode all = slack.deepCopy();
    assertThat(slack.path("actions").size()).isEqualTo(1);
    all.withArray("blocks").addAll((ArrayNode) slack.path("actions"));
    return all;
  }

  /// What an incoming webhook sends.
  private static JsonNode together(JsonNode slack) {
    ObjectNode both = slack.deepCopy();
    ArrayNode blocks = both.withArray("blocks");
    blocks.addObject().put("type", "divider");
    blocks.addAll((ArrayNode) slack.at("/thread/blocks"));
    return both;
  }
}
