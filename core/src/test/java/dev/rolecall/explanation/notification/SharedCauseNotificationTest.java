package dev.rolecall.explanation.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.explanation.Stories;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.notification.SharedMembers;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.LastNotification;
import dev.rolecall.incident.state.NotificationKind;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SharedCauseNotificationTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROLE = "arn:aws:iam::111111111111:role/ci/deployer";
  private static final Instant FIRST = Instant.parse("2026-11-03T02:14:07Z");

  private static SnsMessage message(
      NotificationKind kind, CauseCode cause, String policy, int pairs) {
    Incident incident =
        Incident.begin(new IncidentSubject.SharedCause(policy, "", cause), FIRST)
            .lastSeen(FIRST.plusSeconds(300))
            .denials(pairs)
            .told(
                Optional.of(
                    new LastNotification(
                        FIRST.plusSeconds(75), FIRST.plusSeconds(15), 0, 1, pairs)))
            .build();
    SharedMembers members =
        new SharedMembers(
            IntStream.range(0, pairs)
                .mapToObj(
                    i ->
                        new SharedMembers.Pair(
                            "refusal-" + i,
                            ROLE,
                            "arn:aws:iam::222222222222:role/app-" + i,
                            1,
                            false))
                .toList(),
            Optional.empty());
    return NotificationFormat.write(
        new Notification.OfSharedCause(
            kind, incident, Stories.of(cause).explanation(), members, FIRST.plusSeconds(300)),
        WritingOptions.plain());
  }

  private static String text(SnsMessage message, String protocol) {
    return Optional.ofNullable(message.texts().get(protocol)).orElseThrow();
  }

  private static JsonNode slack(NotificationKind kind, int pairs) throws IOException {
    SnsMessage message = message(kind, CauseCode.IDENTITY_PERMISSION_MISSING, ROLE, pairs);
    return JSON.readTree(text(message, "lambda")).path("slack");
  }

  @ParameterizedTest
  @EnumSource(names = {"FIRST", "CHANGED", "REMINDER", "REOPENED"})
  void everyReplyOfAnOngoingAlertBringsTheListOfNow(NotificationKind kind) throws IOException {
    assertThat(slack(kind, 21).at("/file/title").asText())
        .isEqualTo("All 21 pairs of caller and role");
    assertThat(slack(kind, 20).has("file")).isFalse();
    assertThat(slack(kind, 21).path("blocks").toString()).doesNotContain("the newest list");
  }

  @ParameterizedTest
  @EnumSource(names = {"PROGRESS", "HANDLED"})
  void anEditSaysHowOldTheListInTheThreadIs(NotificationKind kind) throws IOException {
    JsonNode edit = slack(kind, 21);
    assertThat(edit.has("file")).isFalse();
    assertThat(edit.path("blocks").toString())
        .contains("the newest list in the thread is of 02:14 UTC");
    assertThat(slack(kind, 20).path("blocks").toString()).doesNotContain("the newest list");
  }

  @Test
  void theEndNeedsNoList() throws IOException {
    assertThat(slack(NotificationKind.RESOLVED, 21).has("file")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "SESSION_POLICY, role/ci/deployer, the session policy of role `deployer` blocks",
    "SESSION_POLICY, user/ann, the session policy of user `ann` blocks",
    "DELETED_PRINCIPAL, role/ci/deployer, the re-creation of role `deployer` blocks",
    "IDENTITY_PERMISSION_MISSING, role/ci/deployer, a policy of role `deployer` blocks"
  })
  void whatBlocksThemIsNamed(CauseCode cause, String principal, String words) {
    SnsMessage message =
        message(NotificationKind.FIRST, cause, "arn:aws:iam::111111111111:" + principal, 21);
    assertThat(text(message, "email").replaceAll("\\s+", " ")).contains(words);
  }
}
