package dev.rolecall.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.notification.NotificationFormat;
import dev.rolecall.explanation.render.slack.SlackFormat;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.explanation.wording.notification.Headline;
import dev.rolecall.incident.notification.Notification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Notices of incidents are for Slack what their golden files say. Where one differs, the new one
/// is written beside it.
class NotificationCorpusTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  static Set<Path> goldens() throws IOException {
    return NotificationStories.goldens().keySet();
  }

  private static String text(SnsMessage message, String protocol) {
    return Optional.ofNullable(message.texts().get(protocol)).orElseThrow();
  }

  static List<Path> stories() throws IOException {
    return Corpus.stories();
  }

  /// A phone shows about 150 characters of a notification and nothing else: the cause stands first,
  /// and both accounts are named.
  @ParameterizedTest
  @MethodSource("stories")
  void aNotificationOfAPhoneSaysTheCauseWithin150Characters(Path story) throws IOException {
    Explanation explanation = Corpus.explained(story);
    String cause = CauseLabel.of(explanation);
    assertThat(SlackFormat.write(explanation, WritingOptions.plain()).text())
        .hasSizeLessThanOrEqualTo(150)
        .matches("\\S+ " + Pattern.quote(cause) + ": .*")
        .contains(new Headline(explanation).roleAccount().orElse(""));
    for (Notification notification : NotificationStories.ofEveryKind(story)) {
      SnsMessage message = NotificationFormat.write(notification, WritingOptions.plain());
      JsonNode slack = JSON.readTree(text(message, "lambda")).path("slack");
      assertThat(slack.path("text").asText())
          .hasSizeLessThanOrEqualTo(150)
          .contains(
              message.attributes().containsValue("RESOLVED")
                  ? CauseLabel.of(explanation.diagnosis().cause().code())
                  : cause);
      assertThat(slack.at("/thread/text").asText()).hasSizeLessThanOrEqualTo(160);
      assertThat(message.subject()).contains(": ").hasSizeLessThan(100);
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void theNoticeForSlackIsTheGoldenOne(Path golden) throws IOException {
    Notification notification =
        Optional.ofNullable(NotificationStories.goldens().get(golden)).orElseThrow();
    SnsMessage message = NotificationFormat.write(notification, WritingOptions.plain());
    JsonNode slack = JSON.readTree(text(message, "lambda")).path("slack");
    Corpus.isGolden(golden, JSON.writeValueAsString(slack) + "\n");
  }
}
