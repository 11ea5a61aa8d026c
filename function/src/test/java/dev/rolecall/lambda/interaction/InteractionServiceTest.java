package dev.rolecall.lambda.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.channel.SecretReading;
import dev.rolecall.channel.Secrets;
import dev.rolecall.incident.notification.IncidentButton;
import dev.rolecall.lambda.interaction.Interaction.Wish;
import dev.rolecall.lambda.service.EventFailure;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.telemetry.InteractionMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What gets into the queue, and what does not.
class InteractionServiceTest {

  private static final String VALUE = "refusal-0a1b2c:3";

  private final List<String> queue = new ArrayList<>();
  private final List<String> counted = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-30T12:00:00Z");
  private final MemoryMarks marks = new MemoryMarks(() -> now);
  private SecretReading<SigningSecret> stored =
      new SecretReading.Read<>(new SigningSecret(SlackRequests.SECRET));
  private SecretReading<SigningSecret> rotated = stored;
  private int freshReads;
  private InteractionService service = service();

  private InteractionService service() {
    return new InteractionService(
        new Secrets<>() {
          @Override
          public SecretReading<SigningSecret> current() {
            return stored;
          }

          @Override
          public SecretReading<SigningSecret> fresh() {
            freshReads++;
            stored = rotated;
            return stored;
          }
        },
        marks,
        queue::add,
        new FunctionLog("test"),
        new InteractionMetrics() {
          @Override
          public void countInteraction(String wish) {
            counted.add(wish);
          }

          @Override
          public void countRefused(Refusal why, int count) {
            counted.add(why + " " + count);
          }
        },
        () -> now);
  }

  private static String click() {
    return SlackRequests.body(
        SlackRequests.click(IncidentButton.ACKNOWLEDGE, VALUE, "1548261231.385"));
  }

  private byte[] signed(String body) {
    return SlackRequests.signed(body, now);
  }

  private Interaction queued() {
    assertThat(queue).hasSize(1);
    return InteractionJson.read(queue.getFirst()).orElseThrow();
  }

  @Test
  void slacksDocumentedExampleIsSigned() {
    String body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id="
            + "G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2F"
            + "webhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC"
            + "2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.4744562912"
            + "1.803a0bc887a14d10d2c447fce8b6703c";
    now = Instant.ofEpochSecond(1531420618);

    assertThat(
            service.answer(
                SlackRequests.event(
                    body,
                    "1531420618",
                    "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")))
        .isEqualTo(UrlAnswer.ACCEPTED);
    assertThat(queued().by().user()).isEqualTo("U2CERLKJA");
    assertThat(queued().wish()).isEqualTo(new Wish.Command(""));
  }

  @ParameterizedTest
  @EnumSource(IncidentButton.class)
  void aClickIsQueuedWithoutAnythingElseOfTheRequest(IncidentButton button) {
    String value = VALUE + (button == IncidentButton.SNOOZE ? ":24h" : "");
    ObjectNode payload = SlackRequests.click(button, value, "1548261231.385");

    assertThat(service.answer(signed(SlackRequests.body(payload)))).isEqualTo(UrlAnswer.ACCEPTED);
    Interaction interaction = queued();
    assertThat(interaction.wish())
        .isEqualTo(new Wish.Press(button, IncidentButton.Value.parse(value).orElseThrow()));
    assertThat(interaction.by())
        .isEqualTo(
            new Requester(
                SlackRequests.TEAM,
                Optional.empty(),
                Optional.of(SlackRequests.TEAM),
                "U2CERLKJA",
                "roadrunner"));
    assertThat(interaction.at()).isEqualTo(now);
    assertThat(interaction.response()).isPresent();
    assertThat(queue.getFirst()).doesNotContain("seekrit", "testteamnow", "foobar");
    assertThat(counted).containsExactly(button.name());
  }

  @Test
  void theCommandIsQueued() {
    assertThat(service.answer(signed(SlackRequests.command("why a b"))))
        .isEqualTo(UrlAnswer.ACCEPTED);
    assertThat(queued().wish()).isEqualTo(new Wish.Command("why a b"));
  }

  @Test
  void headersHaveAnyCase() {
    String timestamp = Long.toString(now.getEpochSecond());
    ObjectNode event = SlackRequests.event(click());
    ((ObjectNode) event.path("headers"))
        .put("X-Slack-Request-Timestamp", timestamp)
        .put(
            "X-Slack-Signature",
            new SigningSecret(SlackRequests.SECRET)
                .of(timestamp, click().getBytes(StandardCharsets.UTF_8)));

    assertThat(service.answer(SlackRequests.bytes(event))).isEqualTo(UrlAnswer.ACCEPTED);
  }

  /// To the byte: what follows from the text alone is not what was signed.
  @Test
  void aBodyOutsideBase64IsSignedAsItIs() {
    String timestamp = Long.toString(now.getEpochSecond());
    String body = SlackRequests.command("why „ä“ b");
    ObjectNode event = SlackRequests.event(body).put("isBase64Encoded", false).put("body", body);
    ((ObjectNode) event.path("headers"))
        .put("x-slack-request-timestamp", timestamp)
        .put(
            "x-slack-signature",
            new SigningSecret(SlackRequests.SECRET)
                .of(timestamp, body.getBytes(StandardCharsets.UTF_8)));

    assertThat(service.answer(SlackRequests.bytes(event))).isEqualTo(UrlAnswer.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(longs = {-299, -1, 0, 1, 299})
  void theTimeStampMayBeOffByMinutes(long seconds) {
    assertThat(service.answer(SlackRequests.signed(click(), now.plusSeconds(seconds))))
        .isEqualTo(UrlAnswer.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(longs = {-86_400, -301, 301, 86_400})
  void olderOnesAndThoseOfTheFutureAreRefused(long seconds) {
    refused(SlackRequests.signed(click(), now.plusSeconds(seconds)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "1e9", "99999999999999999999", " 1", "١٢٣"})
  void aTimeStampThatIsNoneIsRefused(String timestamp) {
    refused(SlackRequests.signed(click(), timestamp, SlackRequests.SECRET));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v0=",
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        "v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        "v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503"
      })
  void aWrongSignatureIsRefused(String signature) {
    refused(SlackRequests.event(click(), Long.toString(now.getEpochSecond()), signature));
  }

  @Test
  void aChangedBodyIsRefused() {
    String timestamp = Long.toString(now.getEpochSecond());
    refused(
        SlackRequests.event(
            click() + "x",
            timestamp,
            new SigningSecret(SlackRequests.SECRET)
                .of(timestamp, click().getBytes(StandardCharsets.UTF_8))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "null",
        "{\"body\": 1}",
        "{\"body\": \"%%%\", \"isBase64Encoded\": true}",
        "{\"body\": \"a=b\", \"headers\": [1]}"
      })
  void whatIsNoRequestIsRefused(String event) {
    assertThat(service.answer(event.getBytes(StandardCharsets.UTF_8))).isEqualTo(UrlAnswer.REFUSED);
    assertThat(queue).isEmpty();
  }

  @Test
  void onlyPostIsAnswered() {
    byte[] post = signed(click());
    refused(
        new String(post, StandardCharsets.UTF_8)
            .replace("POST", "GET")
            .getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aHugeBodyIsRefusedThoughItIsSigned() {
    refused(signed("payload=" + "x".repeat(UrlRequest.MOST_BYTES)));
    refused(signed("payload=" + "x".repeat(UrlRequest.MOST_EVENT_BYTES)));
  }

  @Test
  void aLargeMessageInTheRequestIsTaken() {
    ObjectNode payload = SlackRequests.click(IncidentButton.CHECK, VALUE, "1.1");
    payload.putObject("message").put("text", "x".repeat(100_000));
    assertThat(service.answer(signed(SlackRequests.body(payload)))).isEqualTo(UrlAnswer.ACCEPTED);
  }

  @Test
  void aReplayIsRefusedByThisInstanceAndByOthers() {
    byte[] event = signed(click());
    assertThat(service.answer(event)).isEqualTo(UrlAnswer.ACCEPTED);
    now = now.plus(Duration.ofMinutes(4));
    assertThat(service.answer(event)).isEqualTo(UrlAnswer.REFUSED);
    service = service();
    assertThat(service.answer(event)).isEqualTo(UrlAnswer.REFUSED);
    now = now.plus(Duration.ofMinutes(2));
    assertThat(service.answer(event)).isEqualTo(UrlAnswer.REFUSED);
    assertThat(queue).hasSize(1);
    assertThat(counted).contains("REPLAYED 1");
  }

  /// A time stamp of the future is good for longer.
  @Test
  void aReplayIsRefusedAsLongAsItsTimeStampIsGood() {
    byte[] event = SlackRequests.signed(click(), now.plusSeconds(299));
    assertThat(service.answer(event)).isEqualTo(UrlAnswer.ACCEPTED);
    service = service();
    now = now.plusSeconds(598);
    assertThat(service.answer(event)).isEqualTo(UrlAnswer.REFUSED);
    assertThat(counted).contains("REPLAYED 1");
  }

  /// Slack signs it again; the worker does it once.
  @Test
  void slacksRetryHasTheSameRequest() {
    service.answer(signed(click()));
    now = now.plusSeconds(3);
    assertThat(service.answer(signed(click()))).isEqualTo(UrlAnswer.ACCEPTED);
    assertThat(queue.stream().map(text -> InteractionJson.read(text).orElseThrow().request()))
        .hasSize(2)
        .containsOnly(InteractionJson.read(queue.getFirst()).orElseThrow().request());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "payload=",
        "payload=%7B",
        "payload=%zz",
        "payload=%5B%5D",
        "payload=x&payload=y",
        "=x",
        "nothing",
        "command=%2Frolecall&text=help",
        "command=%2Frolecall&text=help&team_id=T1&user_id=%3Cscript%3E"
      })
  void whatSlackSignedAndCannotBeUnderstoodIsNotQueued(String body) {
    assertThat(service.answer(signed(body))).isEqualTo(UrlAnswer.NOT_UNDERSTOOD);
    assertThat(queue).isEmpty();
    assertThat(counted).containsExactly("MALFORMED 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "refusal-1", "refusal-1:x", "refusal-1:1:24h", "../x:1"})
  void norIsAButtonWithAnotherValue(String value) {
    assertThat(
            service.answer(
                signed(
                    SlackRequests.body(SlackRequests.click(IncidentButton.RESOLVE, value, "1.1")))))
        .isEqualTo(UrlAnswer.NOT_UNDERSTOOD);
    assertThat(queue).isEmpty();
  }

  @Test
  void aClickOnALinkAndSlacksOwnCheckNeedNothing() {
    ObjectNode link = SlackRequests.click(IncidentButton.CHECK, VALUE, "1.1");
    ((ObjectNode) link.at("/actions/0")).put("action_id", "rolecall-details");
    ObjectNode dialog = SlackRequests.click(IncidentButton.CHECK, VALUE, "1.1");
    dialog.put("type", "view_submission");

    for (String body :
        List.of(
            SlackRequests.body(link), SlackRequests.body(dialog), "ssl_check=1&token=gIkuvaNzQI")) {
      assertThat(service.answer(signed(body))).isEqualTo(UrlAnswer.ACCEPTED);
    }
    assertThat(queue).isEmpty();
  }

  @Test
  void anAddressThatIsNotSlacksIsNotAnswered() {
    ObjectNode payload = SlackRequests.click(IncidentButton.CHECK, VALUE, "1.1");
    payload.put("response_url", "https://hooks.slack.com.example.com/actions/T1");
    service.answer(signed(SlackRequests.body(payload)));
    assertThat(queued().response()).isEmpty();
  }

  @Test
  void aRotatedSecretIsReadAgainOnceAMinute() {
    SigningSecret old = new SigningSecret("00000000000000000000000000000000");
    stored = new SecretReading.Read<>(old);
    assertThat(service.answer(signed(click()))).isEqualTo(UrlAnswer.ACCEPTED);
    assertThat(freshReads).isOne();

    queue.clear();
    String timestamp = Long.toString(now.getEpochSecond());
    for (int i = 0; i < 10; i++) {
      refused(SlackRequests.signed(click(), timestamp, "another" + i));
    }
    assertThat(freshReads).isOne();
    now = now.plus(Duration.ofMinutes(1));
    refused(SlackRequests.signed(click(), timestamp, "another"));
    assertThat(freshReads).isEqualTo(2);
  }

  @Test
  void withoutASecretTheFunctionFailsWhateverComes() {
    stored = new SigningSecret.Reader().read("xoxb-1234567890");
    rotated = stored;

    for (byte[] event : List.of(signed(click()), SlackRequests.event("", "", ""))) {
      assertThatThrownBy(() -> service.answer(event))
          .isInstanceOf(EventFailure.class)
          .hasMessageContaining("signingSecret")
          .message()
          .doesNotContain("xoxb");
    }
  }

  @Test
  void whatCannotBeRememberedIsNotDone() {
    marks.broken = true;
    byte[] event = signed(click());
    assertThatThrownBy(() -> service.answer(event)).isInstanceOf(EventFailure.class);
    assertThat(queue).isEmpty();
  }

  @Test
  void aFloodIsCountedTogether() {
    for (int i = 0; i < 100; i++) {
      service.answer(SlackRequests.event("x", "", ""));
    }
    assertThat(counted).containsExactly("NOT_SIGNED 1");
    now = now.plusSeconds(10);
    service.answer(SlackRequests.event("x", "", ""));
    assertThat(counted).containsExactly("NOT_SIGNED 1", "NOT_SIGNED 99");
  }

  @Test
  void nothingShowsASecretOrWhatOthersSent() {
    assertThat(new SigningSecret(SlackRequests.SECRET).toString()).doesNotContain("8f74");
    assertThat(ResponseUrl.parse(SlackRequests.RESPONSE_URL).orElseThrow().toString())
        .doesNotContain("96rG");
    assertThat(UrlRequest.parse(signed(click())).orElseThrow().toString())
        .doesNotContain("payload");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"botToken\": \"xoxb-1\", \"signingSecret\": \"8f742231b10e8888abcd99yyyzzz85a5\"}",
        "{\"signingSecret\": \" 8f742231b10e8888abcd99yyyzzz85a5\\n\", \"webhookUrl\": \"x\"}"
      })
  void theSecretStandsBesideTheTokenOrWebhook(String text) {
    assertThat(new SigningSecret.Reader().read(text))
        .isEqualTo(new SecretReading.Read<>(new SigningSecret(SlackRequests.SECRET)));
  }

  private void refused(byte[] event) {
    assertThat(service.answer(event)).isEqualTo(UrlAnswer.REFUSED);
    assertThat(queue).isEmpty();
  }
}
