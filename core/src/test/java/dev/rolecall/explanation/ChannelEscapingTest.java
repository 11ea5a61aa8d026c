package dev.rolecall.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.markdown.ClientMarkdown;
import dev.rolecall.explanation.render.slack.SlackFormat;
import dev.rolecall.explanation.render.slack.SlackText;
import dev.rolecall.explanation.render.sns.SnsFormat;
import dev.rolecall.explanation.render.sns.SnsMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever strangers write stays text in Slack, in Amazon Q, in mail, in text messages and in
/// queues.
class ChannelEscapingTest {

  private static final int MESSAGES = 120;
  private static final WritingOptions HCL = new WritingOptions(false, true, false, 90);
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What may stand in a message for Slack.
  static final List<String> TYPES =
      List.of(
          "header",
          "context",
          "plain_text",
          "rich_text",
          "rich_text_section",
          "rich_text_list",
          "rich_text_preformatted",
          "text",
          "link");

  /// Links of ours, as they stand in Slack's markup.
  private static final Pattern OUR_LINK =
      Pattern.compile("<https://[a-z0-9.-]*console[a-z0-9.-]*/[^<>|]*\\|[^<>]*>");

  static List<String> texts(JsonNode json) {
    List<String> texts = new ArrayList<>();
    json.findParents("text")
        .forEach(
            parent -> {
              if (parent.path("text").isTextual()) {
                texts.add(parent.path("text").textValue());
              }
            });
    return texts;
  }

  static boolean isVisible(String text) {
    return text.codePoints().noneMatch(EscapingTest::isHidden);
  }

  static void isOnlyText(String markup) {
    assertThat(OUR_LINK.matcher(markup).replaceAll("")).doesNotContain("<").doesNotContain(">");
    assertThat(markup).matches(ChannelEscapingTest::isVisible);
  }

  /// What a notification of a phone shows: one short line without any markup.
  static void isOneLine(String text) {
    assertThat(text).hasSizeBetween(1, 150).matches("[^<&>@\\[\\]`*\n]*").doesNotContain("://");
    assertThat(text).matches(ChannelEscapingTest::isVisible);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void slackMakesNothingOfIt(long seed) {
    HostileTexts texts = new HostileTexts(seed);
    for (int i = 0; i < MESSAGES; i++) {
      JsonNode slack = SlackFormat.write(EscapingTest.hostile(texts), HCL).json();
      isOneLine(slack.path("text").textValue());
      isOnlyText(slack.path("fallback").textValue());
      isOnlyText(slack.at("/thread/text").textValue());
      assertThat(texts(slack)).allMatch(ChannelEscapingTest::isVisible);
      assertThat(slack.findValuesAsText("type")).isSubsetOf(TYPES);
      assertThat(slack.findValuesAsText("url")).allMatch(url -> !url.contains("evil.example"));
      assertThat(slack.at("/blocks/0/text/text").textValue())
          .doesNotContain("<")
          .doesNotContain("&");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {14, 15})
  void noOtherProtocolMakesAnythingOfIt(long seed) throws IOException {
    HostileTexts texts = new HostileTexts(seed);
    for (int i = 0; i < MESSAGES; i++) {
      isOnlyTextOutsideOfSlack(SnsFormat.write(EscapingTest.hostile(texts), HCL));
    }
  }

  static void isOnlyTextOutsideOfSlack(SnsMessage message) throws IOException {
    assertThat(message.subject()).matches("[A-Za-z][ -~]{0,98}");
    assertThat(message.texts().get("sms")).matches("[ -~&&[^`^{}\\[\\]~|\\\\<>]]{1,140}");
    assertThat(message.texts().values()).allMatch(ChannelEscapingTest::isVisible);
    assertThat(message.attributes().values()).allMatch(value -> value.matches("[A-Z0-9_]+"));
    JsonNode content = JSON.readTree(message.texts().get("https")).path("content");
    assertThat(content.path("title").textValue() + content.path("description").textValue())
        .doesNotContain("<")
        .doesNotContain(">");
    assertThat(outsideOfCode(content.path("description").textValue()))
        .doesNotContain("evil")
        .doesNotContain("@channel");
    JSON.readTree(message.texts().get("sqs"));
    JSON.readTree(message.texts().get("lambda"));
    JSON.readTree(message.json());
  }

  private static String outsideOfCode(String markdown) {
    return markdown
        .replaceAll("(?s)```.*?```", "")
        .replaceAll("`[^`\n]*`", "")
        .replaceAll("https://[a-z0-9.-]*console\\S*", "");
  }

  @Test
  void amongWordsLinksAndMentionsOfStrangersAreBroken() {
    assertThat(ClientMarkdown.plain("@channel https://evil.example <!here> [a](b) `c`"))
        .isEqualTo("＠channel https:⁄⁄evil.example ‹!here› ［a］(b) ˋcˋ");
  }

  @Test
  void aCutNeverBreaksAnEscapeOrAGrapheme() {
    String family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
    for (int most = 3; most < 40; most++) {
      String cut = Truncation.at(most, "…", "a<b&" + family + "<c>" + family, SlackText::escape);
      assertThat(cut.length()).isLessThanOrEqualTo(most);
      assertThat(cut).matches("(a|b|c|&lt;|&gt;|&amp;|" + family + ")*…?");
    }
  }

  @Test
  void explanationsWithSecretsOfOthersShowNone() {
    String webhook = "https://hooks.slack.com/services/T000/B000/XXXXXXXX";
    Explanation explanation =
        new Explanations()
            .userAgent("agent " + webhook)
            .because(Explanations.bare(dev.rolecall.diagnosis.result.CauseCode.SCP_DENY))
            .explanation();
    assertThat(SnsFormat.write(explanation, HCL).json()).doesNotContain("B000");
    assertThat(SlackFormat.write(explanation, HCL).json().toString()).doesNotContain("B000");
  }
}
