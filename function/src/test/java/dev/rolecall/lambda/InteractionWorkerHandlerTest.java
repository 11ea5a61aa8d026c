package dev.rolecall.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.incident.notification.IncidentButton;
import dev.rolecall.lambda.interaction.Interaction;
import dev.rolecall.lambda.interaction.InteractionJson;
import dev.rolecall.lambda.interaction.Requester;
import dev.rolecall.lambda.settings.Environment;
import dev.rolecall.lambda.settings.InteractionWorkerSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// The worker with events as a queue hands them over, and an AWS on this machine.
@Isolated("system properties lead the SDK to this machine")
class InteractionWorkerHandlerTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Map<String, String> VARIABLES =
      Map.of(
          "ROLECALL_SLACK_SECRET", "secretsmanager:rolecall/slack",
          "ROLECALL_TABLE", "incidents",
          "ROLECALL_TOPIC_ARN", "arn:aws:sns:eu-west-1:111122223333:alerts",
          "ROLECALL_SLACK_WORKSPACES", "T1DC2JH3J,E0123",
          "ROLECALL_INTERACTION_WHY", "on");
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final LocalAws aws = new LocalAws((operation, _) -> answer(operation));
  private boolean denies;

  @AfterEach
  void stop() {
    aws.close();
  }

  private LocalAws.Answer answer(String operation) {
    calls.add(operation);
    return denies ? LocalAws.Answer.error("AccessDeniedException") : LocalAws.Answer.of("{}");
  }

  /// One that Slack named no address for: nothing leaves this machine.
  private static String interaction(String team) {
    return InteractionJson.write(
        new Interaction(
            new Interaction.Wish.Press(
                IncidentButton.RESOLVE, IncidentButton.Value.of("refusal-0a1b", 2)),
            new Requester(team, Optional.empty(), Optional.empty(), "U1", "jane"),
            NOW,
            "request-1",
            Optional.empty()));
  }

  private static byte[] event(String... bodies) {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (String body : bodies) {
      records
          .addObject()
          .put("messageId", "message-" + records.size())
          .put("eventSource", "aws:sqs")
          .put("body", body);
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> failed(byte[] event) throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    new InteractionWorkerHandler(VARIABLES, Clock.fixed(NOW, ZoneOffset.UTC))
        .handleRequest(new ByteArrayInputStream(event), response, LocalAws.context(60_000));
    JsonNode answer = JSON.readTree(response.toByteArray());
    assertThat(answer.path("batchItemFailures").isArray()).isTrue();
    return answer.findValuesAsText("itemIdentifier");
  }

  @Test
  void whatIsDoneIsDoneAndWhatIsNotOursComesAgain() throws IOException {
    assertThat(failed(event(interaction("T1DC2JH3J"), "{}", "x"))).hasSize(2);
    // Claimed, looked for, done.
    assertThat(calls).containsExactly("PutItem", "GetItem", "PutItem");
  }

  @Test
  void aStrangersWorkspaceIsDoneWithWithoutACall() throws IOException {
    assertThat(failed(event(interaction("T666")))).isEmpty();
    assertThat(calls).isEmpty();
  }

  @Test
  void whatCouldNotBeDoneComesAgain() throws IOException {
    denies = true;
    assertThat(failed(event(interaction("T1DC2JH3J")))).hasSize(1);
  }

  @Test
  void settingsAreRead() {
    InteractionWorkerSettings settings = InteractionWorkerSettings.of(new Environment(VARIABLES));
    assertThat(settings.workspaces()).isEqualTo(Set.of("T1DC2JH3J", "E0123"));
    assertThat(settings.why()).isTrue();

    Map<String, String> wrong = new TreeMap<>(VARIABLES);
    wrong.put("ROLECALL_SLACK_WORKSPACES", "T0123,acme");
    assertThatThrownBy(() -> InteractionWorkerSettings.of(new Environment(wrong)))
        .hasMessageStartingWith("ROLECALL_SLACK_WORKSPACES is `T0123,acme`; expected IDs of Slack");
  }
}
