package dev.rolecall.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.Slow;
import dev.rolecall.incident.notification.IncidentButton;
import dev.rolecall.lambda.interaction.InteractionJson;
import dev.rolecall.lambda.interaction.SlackRequests;
import dev.rolecall.lambda.priming.Priming;
import dev.rolecall.lambda.settings.Environment;
import dev.rolecall.lambda.settings.InteractionSettings;
import dev.rolecall.lambda.wiring.InteractionModule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// The interactions function with events as the address of a function hands them over, and an AWS
/// on this machine.
@Isolated("system properties lead the SDK to this machine")
class InteractionHandlerTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Map<String, String> VARIABLES =
      Map.of(
          "ROLECALL_SLACK_SECRET", "secretsmanager:rolecall/slack",
          "ROLECALL_TABLE", "incidents",
          "ROLECALL_INTERACTION_QUEUE_URL", "http://127.0.0.1/111122223333/interactions");
  private final List<String> queue = new CopyOnWriteArrayList<>();
  private final Set<String> marks = new HashSet<>();
  private final LocalAws aws = new LocalAws(this::answer);

  @AfterEach
  void stop() {
    aws.close();
  }

  private LocalAws.Answer answer(String operation, JsonNode request) {
    return switch (operation) {
      case "PutItem" ->
          marks.add(request.at("/Item/pk/S").asText())
              ? LocalAws.Answer.of("{}")
              : LocalAws.Answer.error("ConditionalCheckFailedException");
      case "SendMessage" -> {
        queue.add(request.path("MessageBody").asText());
        yield LocalAws.Answer.of("{}");
      }
      case "GetSecretValue" ->
          LocalAws.Answer.of(
              JSON.createObjectNode()
                  .put(
                      "SecretString",
                      "{\"botToken\": \"xoxb-1234567890\", \"signingSecret\": \""
                          + SlackRequests.SECRET
                          + "\"}")
                  .toString());
      default -> LocalAws.Answer.of("{}");
    };
  }

  private static InteractionHandler handler() {
    return new InteractionHandler(VARIABLES, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static JsonNode answer(InteractionHandler handler, InputStream event) {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    try {
      handler.handleRequest(event, response, LocalAws.context(10_000));
      return JSON.readTree(response.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode answer(InteractionHandler handler, byte[] event) {
    return answer(handler, new ByteArrayInputStream(event));
  }

  private static byte[] click() {
    return SlackRequests.signed(
        SlackRequests.body(
            SlackRequests.click(IncidentButton.SNOOZE, "refusal-0a1b:2:24h", "1548261231.385")),
        NOW);
  }

  @Test
  void aClickIsAnsweredWithNothingAndQueued() {
    JsonNode answer = answer(handler(), click());

    assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
    assertThat(answer.path("body").asText("x")).isEmpty();
    assertThat(queue).hasSize(1);
    assertThat(InteractionJson.read(queue.getFirst())).isPresent();
  }

  @Test
  void aReplayIsRefusedByAnotherInstance() {
    answer(handler(), click());
    assertThat(answer(handler(), click()).path("statusCode").asInt()).isEqualTo(401);
    assertThat(queue).hasSize(1);
  }

  /// Whatever it is, and whatever is wrong with it.
  @Test
  void whatSlackDidNotSignGetsTheSameAnswer() {
    InteractionHandler handler = handler();
    ObjectNode get = JSON.createObjectNode().put("version", "2.0").put("body", "");
    get.putObject("requestContext").putObject("http").put("method", "GET");
    Set<String> answers = new HashSet<>();
    for (String event :
        List.of(
            "",
            "{}",
            get.toString(),
            new String(click(), StandardCharsets.UTF_8).replace("v0=", "v0=0"),
            "{\"Records\": [{\"body\": \"x\"}]}")) {
      answers.add(answer(handler, event.getBytes(StandardCharsets.UTF_8)).toString());
    }
    answers.add(answer(handler, new Endless()).toString());

    assertThat(answers)
        .containsExactly(
            "{\"statusCode\":401,\"headers\":{\"content-type\":\"text/plain\"},\"body\":\"\"}");
    assertThat(queue).isEmpty();
    assertThat(marks).isEmpty();
  }

  /// A body that never ends is not read to its end.
  private static final class Endless extends InputStream {
    @Override
    public int read() {
      return 'x';
    }
  }

  @Test
  void itNeedsItsSettings() {
    assertThatThrownBy(() -> InteractionSettings.of(new Environment(Map.of())))
        .hasMessageStartingWith("ROLECALL_SLACK_SECRET is not set");
    assertThatThrownBy(
            () ->
                InteractionSettings.of(
                    new Environment(
                        Map.of("ROLECALL_SLACK_SECRET", "ssm:/x", "ROLECALL_TABLE", "incidents"))))
        .hasMessageStartingWith("ROLECALL_INTERACTION_QUEUE_URL is not set");
  }

  // It waits for the compiler.
  @Slow
  @Test
  void itsSampleIsAccepted() {
    assertThatCode(
            () ->
                Priming.interact(
                    new InteractionModule(InteractionSettings.of(new Environment(VARIABLES))),
                    UrlConnectionHttpClient.create(),
                    Clock.systemUTC()))
        .doesNotThrowAnyException();
  }
}
