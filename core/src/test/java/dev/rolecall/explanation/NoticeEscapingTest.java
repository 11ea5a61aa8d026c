package dev.rolecall.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.Slow;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.notification.Channel;
import dev.rolecall.explanation.notification.NotificationFormat;
import dev.rolecall.explanation.render.slack.SlackText;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.explanation.render.sns.SnsSize;
import dev.rolecall.explanation.render.teams.TeamsLimits;
import dev.rolecall.incident.notification.Notification;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever strangers write into names, sessions, tags and addresses stays text in every notice,
/// and takes no more room than there is.
@Slow
class NoticeEscapingTest {

  private static final int ROUNDS = 12;
  private static final WritingOptions HCL = new WritingOptions(false, true, false, 90);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<SnsMessage> messages(HostileTexts texts) {
    return Incidents.hostile(texts).stream()
        .map((Notification notification) -> NotificationFormat.write(notification, HCL))
        .toList();
  }

  private static JsonNode json(SnsMessage message, String protocol) throws IOException {
    return JSON.readTree(Optional.ofNullable(message.texts().get(protocol)).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void slackMakesNothingOfIt(long seed) throws IOException {
    HostileTexts texts = new HostileTexts(seed);
    for (int i = 0; i < ROUNDS; i++) {
      for (SnsMessage message : messages(texts)) {
        JsonNode slack = json(message, "lambda").path("slack");
        ChannelEscapingTest.isOneLine(slack.path("text").textValue());
        ChannelEscapingTest.isOnlyText(slack.path("fallback").textValue());
        ChannelEscapingTest.isOnlyText(slack.at("/thread/text").asText());
        assertThat(ChannelEscapingTest.texts(slack)).allMatch(ChannelEscapingTest::isVisible);
        assertThat(slack.path("blocks").findValuesAsText("type"))
            .isSubsetOf(ChannelEscapingTest.TYPES);
        assertThat(slack.at("/thread/blocks").findValuesAsText("type"))
            .isSubsetOf(ChannelEscapingTest.TYPES);
        assertThat(slack.path("actions").findValuesAsText("type"))
            .isSubsetOf("actions", "button", "static_select", "plain_text");
        assertThat(slack.findValuesAsText("url")).allMatch(url -> !url.contains("evil.example"));
        assertThat(slack.at("/blocks/0/text/text").textValue()).matches("[^<&>]{1,150}");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {24, 25})
  void itTakesNoMoreRoomThanThereIs(long seed) throws IOException {
    HostileTexts texts = new HostileTexts(seed);
    for (int i = 0; i < ROUNDS; i++) {
      for (SnsMessage message : messages(texts)) {
        JsonNode slack = json(message, "lambda").path("slack");
        int blocks = length(slack.path("blocks"));
        assertThat(blocks).isLessThan(10_000);
        assertThat(blocks + length(slack.at("/thread/blocks"))).isLessThan(13_000);
        assertThat(slack.path("blocks").size() + slack.at("/thread/blocks").size())
            .isLessThanOrEqualTo(49);
        assertThat(slack.path("fallback").textValue()).hasSizeBetween(1, 3_000);
        assertThat(SnsSize.of(message)).isLessThan(250_000);
      }
    }
  }

  private static int length(JsonNode blocks) {
    return SlackText.escape(blocks.toString()).length();
  }

  @ParameterizedTest
  @ValueSource(longs = {26, 27})
  void noOtherProtocolMakesAnythingOfIt(long seed) throws IOException {
    HostileTexts texts = new HostileTexts(seed);
    for (int i = 0; i < ROUNDS; i++) {
      for (SnsMessage message : messages(texts)) {
        ChannelEscapingTest.isOnlyTextOutsideOfSlack(message);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void teamsMakesNothingOfIt(long seed) throws IOException {
    HostileTexts texts = new HostileTexts(seed);
    for (int i = 0; i < ROUNDS; i++) {
      for (Notification notification : Incidents.hostile(texts)) {
        SnsMessage message =
            NotificationFormat.write(notification, HCL, EnumSet.allOf(Channel.class));
        assertThat(SnsSize.of(message)).isLessThan(262_144);
        JsonNode teams = json(message, "lambda").path("teams");
        assertThat(TeamsLimits.of(teams)).isEmpty();
        assertThat(teams.findValuesAsText("text"))
            .allMatch(text -> ChannelEscapingTest.isVisible(text.replace("\n", "")))
            .noneMatch(text -> text.contains("{{"));
        assertThat(teams.findValues("entities")).isEmpty();
      }
    }
  }
}
