package dev.rolecall.explanation.render.teams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.Corpus;
import dev.rolecall.explanation.Explanations;
import dev.rolecall.explanation.NotificationStories;
import dev.rolecall.explanation.Stories;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.notification.Channel;
import dev.rolecall.explanation.notification.NotificationFormat;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.explanation.render.sns.SnsSize;
import dev.rolecall.incident.notification.Notification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TeamsFormatTest {

  private static final WritingOptions PLAIN = WritingOptions.plain();
  private static final WritingOptions HCL = new WritingOptions(false, true, false, 90);
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Path> stories() throws IOException {
    return Corpus.stories();
  }

  /// What a message of the topic has for Teams, with the messages of all channels.
  private static JsonNode teams(SnsMessage message) throws IOException {
    String text = Optional.ofNullable(message.texts().get("lambda")).orElseThrow();
    return JSON.readTree(text).path("teams");
  }

  private static SnsMessage message(Notification notification) {
    return NotificationFormat.write(notification, HCL, EnumSet.allOf(Channel.class));
  }

  private static String texts(JsonNode message) {
    return String.join("", message.findValuesAsText("text"));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void everyStoryIsAMessageThatTeamsTakes(Path story) throws IOException {
    JsonNode message = TeamsFormat.write(Corpus.explained(story), PLAIN);
    assertThat(TeamsLimits.of(message)).isEmpty();
    assertThat(texts(message)).contains("What to do: ", "How sure");
    for (Notification notification : NotificationStories.ofEveryKind(story)) {
      SnsMessage topic = message(notification);
      assertThat(SnsSize.of(topic)).isLessThan(230_000);
      assertThat(TeamsLimits.of(teams(topic))).isEmpty();
    }
  }

  @Test
  void theFirstScreenSaysWhoWhyAndWhatToDoAndTheDetailsTheRest() throws IOException {
    JsonNode body =
        TeamsFormat.write(
                Corpus.explained(Path.of("..", "events/external-id-missing/vendor-onboarding")),
                PLAIN)
            .at("/attachments/0/content/body");
    JsonNode details = body.get(body.size() - 2);
    JsonNode actions = body.get(body.size() - 1).path("actions");
    assertThat(body.at("/0/inlines/0/text").asText())
        .isEqualTo(
            "🟠 external ID missing: vendor-onboarding (harborline-tooling) → cost-reporting"
                + " (harborline-production)");
    assertThat(String.join("", body.at("/1/inlines").findValuesAsText("text")))
        .startsWith("Certain: ");
    assertThat(body.at("/2/inlines/0/text").asText()).isEqualTo("What to do: ");
    assertThat(details.path("isVisible").asBoolean(true)).isFalse();
    assertThat(texts(details)).contains("Test it by hand", "Checklist");
    assertThat(actions.findValuesAsText("type"))
        .containsExactly("Action.ToggleVisibility", "Action.OpenUrl", "Action.OpenUrl");
    assertThat(actions.at("/0/targetElements/0").asText()).isEqualTo(details.path("id").asText());
  }

  @Test
  void aFunctionOfCardsInANameIsBroken() {
    Explanation explanation =
        new Explanations()
            .userAgent("{{DATE(2017-02-14T06:08:39Z, SHORT)}} <at>everyone</at> [a](https://e.x)")
            .because(Explanations.bare(CauseCode.SCP_DENY))
            .explanation();
    JsonNode message = TeamsFormat.write(explanation, PLAIN);
    assertThat(TeamsLimits.of(message)).isEmpty();
    assertThat(texts(message)).contains("{ {DATE(").doesNotContain("{{");
    assertThat(message.findValuesAsText("type"))
        .contains("TextRun")
        .doesNotContain("TextBlock", "mention");
  }

  @ParameterizedTest
  @EnumSource(CauseCode.class)
  void externalIdsAreMasked(CauseCode code) {
    assertThat(TeamsFormat.write(Stories.of(code).explanation(), HCL).toString())
        .doesNotContain(Stories.EXTERNAL_ID);
  }

  @Test
  void whatIsTooLongIsLeftOutAndTheCardSaysWhereTheWholeIs() throws IOException {
    String statement = "{\"Sid\":\"" + "漢\\\"".repeat(3_000) + "\"}";
    String document =
        "{\"Version\":\"2012-10-17\",\"Statement\":["
            + (statement + ",").repeat(30)
            + statement
            + "]}";
    Fix[] fixes = new Fix[12];
    for (int i = 0; i < fixes.length; i++) {
      fixes[i] =
          Explanations.fix(
              Fix.Place.TRUST_POLICY, "222222222222", "deploy" + i, Stories.TRUST, document);
    }
    JsonNode message =
        TeamsFormat.write(
            new Explanations()
                .because(Explanations.bare(CauseCode.SCP_DENY))
                .fixes(fixes)
                .explanation(),
            HCL);
    assertThat(TeamsLimits.of(message)).isEmpty();
    assertThat(texts(message)).contains("Shortened. Full text:");
    assertThat(message.findValuesAsText("codeSnippet").getLast()).contains("rolecall explain");
    assertThat(message.toString()).contains("What to do");
  }
}
