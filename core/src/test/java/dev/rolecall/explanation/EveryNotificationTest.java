package dev.rolecall.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.notification.NotificationFormat;
import dev.rolecall.explanation.render.slack.SlackFormat;
import dev.rolecall.explanation.render.slack.SlackLimits;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.explanation.render.sns.SnsSize;
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.explanation.wording.notification.Headline;
import dev.rolecall.incident.notification.Notification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Notifications of every kind, for every story of the corpus: a phone shows what counts, SNS and
/// Slack accept them, and their events are what the schema says. Each is written once for all
/// checks, because that takes longer than the checks.
class EveryNotificationTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Path> stories() throws IOException {
    return Corpus.stories();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void phonesChannelsAndEventBusesTakeIt(Path story) throws IOException {
    Explanation explanation = Corpus.explained(story);
    assertThat(SlackFormat.write(explanation, WritingOptions.plain()).text())
        .hasSizeLessThanOrEqualTo(150)
        .matches("\\S+ " + Pattern.quote(CauseLabel.of(explanation)) + ": .*")
        .contains(new Headline(explanation).roleAccount().orElse(""));
    for (Notification notification : NotificationStories.ofEveryKind(story)) {
      SnsMessage message = NotificationFormat.write(notification, WritingOptions.plain());
      JsonNode slack =
          JSON.readTree(Optional.ofNullable(message.texts().get("lambda")).orElseThrow())
              .path("slack");
      aPhoneShowsTheCause(message, slack, explanation);
      snsAndSlackAcceptIt(message, slack);
      NotificationEventTest.isOfTheSchema(NotificationEventTest.event(message));
    }
  }

  /// A phone shows about 150 characters of a notification and nothing else: the cause stands first,
  /// and both accounts are named.
  private static void aPhoneShowsTheCause(
      SnsMessage message, JsonNode slack, Explanation explanation) {
    assertThat(slack.path("text").asText())
        .hasSizeLessThanOrEqualTo(150)
        .contains(
            message.attributes().containsValue("RESOLVED")
                ? CauseLabel.of(explanation.diagnosis().cause().code())
                : CauseLabel.of(explanation));
    assertThat(slack.at("/thread/text").asText()).hasSizeLessThanOrEqualTo(160);
    assertThat(message.subject()).contains(": ").hasSizeLessThan(100);
  }

  private static void snsAndSlackAcceptIt(SnsMessage message, JsonNode slack) {
    assertThat(SnsSize.of(message)).isLessThan(200_000);
    assertThat(message.subject()).matches("[A-Za-z][ -~]{0,98}");
    assertThat(SlackLimits.of(slack)).isEmpty();
    assertThat(SlackLimits.of(withButtons(slack))).isEmpty();
    if (slack.has("thread")) {
      assertThat(SlackLimits.of(slack.path("thread"))).isEmpty();
      assertThat(SlackLimits.of(together(slack))).isEmpty();
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
