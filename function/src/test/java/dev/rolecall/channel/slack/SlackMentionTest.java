package dev.rolecall.channel.slack;

import static dev.rolecall.incident.state.NotificationKind.CHANGED;
import static dev.rolecall.incident.state.NotificationKind.FIRST;
import static dev.rolecall.incident.state.NotificationKind.PROGRESS;
import static dev.rolecall.incident.state.NotificationKind.REMINDER;
import static dev.rolecall.incident.state.NotificationKind.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is called: the owners that the settings know, and nobody else, whatever a tag says.
class SlackMentionTest {

  private final SlackScene scene = new SlackScene();

  @AfterEach
  void stop() {
    scene.close();
  }

  /// Everybody whom a message calls.
  private static List<String> called(FakeSlack.Post post) {
    JsonNode blocks = post.body().path("blocks");
    return Stream.of("usergroup_id", "user_id")
        .flatMap(name -> blocks.findValuesAsText(name).stream())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"payments, S0PAY", "PayMents, S0PAY", "ann, U0ANN"})
  void theOwnerIsCalledWhenItBeginsAndWhenTheCauseIsAnother(String owner, String id) {
    scene.owner = Optional.of(owner);
    scene.publish(FIRST, 1);
    assertThat(called(scene.messages().getFirst())).containsExactly(id);
    scene.publish(PROGRESS, 2);
    scene.publish(REMINDER, 3);
    scene.publish(CHANGED, 4);
    scene.publish(RESOLVED, 5);

    assertThat(called(scene.messages().getFirst())).isEmpty();
    assertThat(scene.slack.posts().stream().filter(post -> post.thread().isPresent()))
        .extracting(SlackMentionTest::called)
        .containsExactly(List.of(), List.of(id), List.of());
    assertThat(scene.slack.refusals()).isEmpty();
  }

  @Test
  void aWebhookCallsTheOwner() {
    scene.owner = Optional.of("payments");
    scene.withWebhooks().publish(FIRST, 1);
    scene.publish(REMINDER, 2);
    scene.publish(CHANGED, 3);
    scene.publish(RESOLVED, 4);

    assertThat(scene.messages())
        .extracting(SlackMentionTest::called)
        .containsExactly(List.of("S0PAY"), List.of(), List.of("S0PAY"), List.of());
    assertThat(scene.slack.refusals()).isEmpty();
  }

  @Test
  void whoeverHearsOfItFirstByAReminderIsCalled() {
    scene.owner = Optional.of("payments");
    scene.publish(REMINDER, 2);
    assertThat(called(scene.messages().getFirst())).containsExactly("S0PAY");
  }

  @Test
  void theEndCallsNobodyEvenWhereItIsAMessageOfItsOwn() {
    scene.owner = Optional.of("payments");
    SlackNotification first =
        new SlackNotification(SlackScene.INCIDENT, 1, 1, FIRST, Optional.of("payments"));
    scene.threads.write(SlackMessageState.none(SlackScene.INCIDENT, 1).claimed(first, scene.now));
    scene.later(SlackMessageState.CLAIM).publish(RESOLVED, 2);
    assertThat(called(scene.messages().getFirst())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!channel>",
        "<!here>",
        "<!subteam^S0PAY>",
        "<@U0ANN>",
        "@channel",
        "S0PAY",
        "U0ANN",
        "payments ",
        "nobody",
        ""
      })
  void aTagThatIsNoKnownOwnerCallsNobody(String owner) {
    scene.owner = Optional.of(owner);
    scene.publish(FIRST, 1);
    scene.publish(CHANGED, 2);
    scene.withWebhooks().publish(scene.message(SlackScene.INCIDENT, 2, FIRST, 3));

    assertThat(scene.slack.posts())
        .allSatisfy(
            post -> {
              assertThat(called(post)).isEmpty();
              if (!owner.isBlank()) {
                assertThat(post.body().toString()).doesNotContain(owner);
              }
            });
  }

  @Test
  void ownersAreReadFromJson() {
    assertThat(SlackMentions.parse("{\"Payments\": \"S0123\", \"ann\": \"W0123\"}"))
        .isEqualTo(new SlackMentions(Map.of("payments", "S0123", "ann", "W0123")));
    assertThat(SlackMentions.parse(" ")).isEqualTo(new SlackMentions(Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "no json | are not valid JSON",
        "[] | must be an object of names and IDs",
        "{\"a\": \"@team\"} | owner `a` for Slack must have the ID",
        "{\"a\": \"<!channel>\"} | owner `a` for Slack must have the ID",
        "{\"a\": \"C0123\"} | owner `a` for Slack must have the ID",
        "{\"a\": 1} | owner `a` for Slack must have the ID",
        "{\"a\": \"S0123\", \"A\": \"S0124\"} | owner `A` for Slack is blank or a duplicate",
        "{\" \": \"S0123\"} | owner ` ` for Slack is blank or a duplicate",
      })
  void aMistakeIsNamed(String json, String said) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SlackMentions.parse(json))
        .withMessageContaining(said);
  }
}
