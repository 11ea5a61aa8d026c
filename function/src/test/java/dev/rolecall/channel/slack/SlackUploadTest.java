package dev.rolecall.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.explanation.render.json.MemberListJson;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.SharedMembers;
import dev.rolecall.incident.state.NotificationKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// All callers and roles of a shared cause follow its message as a file, or as many of them as a
/// reply holds.
class SlackUploadTest {

  private static final String EVIL = "<!channel> <https://evil.example|x>\n@here\t&";

  private static List<SharedMembers.Pair> pairs(int number) {
    return IntStream.range(0, number)
        .mapToObj(
            i ->
                new SharedMembers.Pair(
                    "refusal-" + i,
                    i == 0 ? EVIL : "arn:aws:iam::%012d:role/service-%d".formatted(i * 7_919L, i),
                    "arn:aws:iam::210987654321:role/deploy-" + i % 40,
                    number - i,
                    false))
        .toList();
  }

  private static String message(SlackScene scene, NotificationKind kind, int number, int pairs) {
    String plain = scene.message("shared-00ff", 1, kind, number);
    String members =
        MemberListJson.of(new SharedMembers(pairs(pairs), Optional.empty())).toString();
    return plain
        .replace(
            "\"slack\": {", "\"slack\": {\"file\": {\"name\": \"all.txt\", \"title\": \"All\"}, ")
        .replaceFirst("\\{", "{\"memberList\": " + members + ", ");
  }

  private static DeliveryResult publish(SlackScene scene) {
    return scene.publish(message(scene, NotificationKind.FIRST, 1, 2_000));
  }

  @Test
  void theListIsAFileInTheThread() {
    try (SlackScene scene = new SlackScene()) {
      scene.slack.allowFiles();
      assertThat(publish(scene)).isInstanceOf(DeliveryResult.Delivered.class);
      FakeSlack.Attached file = scene.slack.files().getFirst();
      assertThat(scene.slack.files()).hasSize(1);
      assertThat(file.content().lines())
          .hasSize(2_000)
          .allMatch(line -> line.split("\t").length == 4);
      assertThat(file.content()).startsWith("2000\t").contains("\tdenied\n");
      assertThat(file.announced())
          .contains("filename=all.txt")
          .contains("length=" + file.content().getBytes(StandardCharsets.UTF_8).length);
      assertThat(file.completion().path("thread_ts").asText())
          .isEqualTo(scene.messages().getFirst().timestamp());
      assertThat(file.completion().at("/files/0/title").asText()).isEqualTo("All");
      assertThat(scene.replies()).containsExactly("details 1");
    }
  }

  @Test
  void withoutTheScopeAReplyHasTheFirstLines() {
    try (SlackScene scene = new SlackScene()) {
      assertThat(publish(scene))
          .isInstanceOfSatisfying(
              DeliveryResult.DeliveredInPart.class,
              result -> assertThat(result.why()).contains("missing_scope"));
      assertThat(scene.replies()).hasSize(2).first().isEqualTo("details 1");
      String list = scene.replies().getLast();
      assertThat(list)
          .startsWith("All:\n2000  ")
          .contains("1999  arn:aws:iam::000000007919:role/service-1  ")
          .containsPattern("… and 1,?9[0-9]{2} more")
          .contains("files:write")
          .doesNotContain("<")
          .doesNotContain("\n@here");
      assertThat(list).hasSizeLessThan(3_200);
      assertThat(scene.slack.refusals()).isEmpty();
    }
  }

  @Test
  void whateverSlackAnswersTheAlertStandsThereOnce() {
    for (int failing = 1; failing <= 3; failing++) {
      try (SlackScene scene = new SlackScene()) {
        scene.slack.allowFiles();
        // The message and its details pass, and then this many requests of the upload.
        for (int i = 0; i < 1 + failing; i++) {
          scene.slack.acceptNext();
        }
        scene.slack.answerNext(400, "no", Map.of());
        assertThat(publish(scene)).isInstanceOf(DeliveryResult.DeliveredInPart.class);
        assertThat(scene.messages()).hasSize(1);
        assertThat(scene.replies()).hasSize(2);
        assertThat(scene.replies().getLast()).contains("could not be attached");
        assertThat(scene.slack.files()).isEmpty();
        assertThat(publish(scene)).isInstanceOf(DeliveryResult.Skipped.class);
      }
    }
  }

  @Test
  void theListGoesToSlackOnly() {
    try (SlackScene scene = new SlackScene()) {
      scene.slack.allowFiles();
      scene.slack.acceptNext().acceptNext();
      scene.slack.answerNext(
          200,
          "{\"ok\":true,\"file_id\":\"F0\",\"upload_url\":\"https://slack.com.evil.example/x\"}",
          Map.of());
      assertThat(publish(scene)).isInstanceOf(DeliveryResult.DeliveredInPart.class);
      assertThat(scene.replies().getLast()).contains("no address");
    }
  }

  @Test
  void aListThatCannotBeReadIsNone() {
    try (SlackScene scene = new SlackScene()) {
      scene.slack.allowFiles();
      String message =
          message(scene, NotificationKind.FIRST, 1, 30).replaceFirst("\"data\":\"", "\"data\":\"!");
      assertThat(scene.publish(message)).isInstanceOf(DeliveryResult.Delivered.class);
      assertThat(scene.slack.files()).isEmpty();
    }
  }
}
