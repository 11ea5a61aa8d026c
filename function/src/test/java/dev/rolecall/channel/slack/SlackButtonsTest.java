package dev.rolecall.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.explanation.NotificationStories;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.notification.NotificationFormat;
import dev.rolecall.incident.notification.IncidentButton;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.NotificationKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Buttons stand below messages where a click on them arrives, and nowhere else.
class SlackButtonsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path STORY =
      Path.of("..", "events", "external-id-missing", "vendor-onboarding");

  private static List<String> types(FakeSlack.Post post) {
    List<String> types = new ArrayList<>();
    post.body().path("blocks").forEach(block -> types.add(block.path("type").asText()));
    return types;
  }

  @Test
  void aBotsMessageHasThemWhereSlackReportsClicks() {
    try (SlackScene scene = new SlackScene()) {
      scene.interactive = true;
      scene.publish(NotificationKind.FIRST, 1);
      assertThat(types(scene.messages().getFirst())).containsExactly("section", "actions");
      assertThat(scene.replies()).containsExactly("details 1");
      scene.publish(NotificationKind.REMINDER, 2);
      assertThat(types(scene.messages().getFirst())).containsExactly("section", "actions");
      assertThat(SlackScene.shows(scene.messages().getFirst())).isEqualTo("notice 2");
      assertThat(scene.slack.refusals()).isEmpty();
    }
  }

  @Test
  void aMentionStandsAboveThem() {
    try (SlackScene scene = new SlackScene()) {
      scene.interactive = true;
      scene.owner = Optional.of("payments");
      scene.publish(NotificationKind.FIRST, 1);
      assertThat(types(scene.messages().getFirst()))
          .containsExactly("section", "rich_text", "actions");
    }
  }

  @Test
  void withoutTheSettingThereAreNone() {
    try (SlackScene scene = new SlackScene()) {
      scene.publish(NotificationKind.FIRST, 1);
      assertThat(types(scene.messages().getFirst())).containsExactly("section");
    }
  }

  @Test
  void aWebhooksMessageHasNoneBecauseNothingCouldAnswer() {
    try (SlackScene scene = new SlackScene().withWebhooks()) {
      scene.interactive = true;
      scene.publish(NotificationKind.FIRST, 1);
      assertThat(types(scene.messages().getFirst())).doesNotContain("actions");
    }
  }

  private static JsonNode slack(NotificationKind kind) throws IOException {
    Notification notification =
        NotificationStories.ofEveryKind(STORY).stream()
            .filter(one -> one instanceof Notification.OfRefusal refusal && refusal.kind() == kind)
            .findFirst()
            .orElseThrow();
    String json =
        Optional.ofNullable(
                NotificationFormat.write(notification, WritingOptions.plain())
                    .texts()
                    .get("lambda"))
            .orElseThrow();
    return JSON.readTree(json).path("slack");
  }

  @Test
  void oneThatIsAcknowledgedAndSnoozedHasTheOthers() throws IOException {
    JsonNode elements = slack(NotificationKind.FIRST).at("/actions/0/elements");
    assertThat(elements.findValuesAsText("action_id"))
        .containsExactly(
            IncidentButton.UNSNOOZE.actionId(),
            IncidentButton.CHECK.actionId(),
            IncidentButton.RESOLVE.actionId(),
            "rolecall-details");
    assertThat(elements.findValuesAsText("value"))
        .hasSize(3)
        .allMatch(value -> IncidentButton.Value.parse(value).isPresent());
    assertThat(elements.get(3).path("url").asText()).startsWith("https://");
  }

  @Test
  void anEndedOneOnlyHasItsLink() throws IOException {
    JsonNode elements = slack(NotificationKind.RESOLVED).at("/actions/0/elements");
    assertThat(elements.findValuesAsText("action_id")).containsExactly("rolecall-details");
  }
}
