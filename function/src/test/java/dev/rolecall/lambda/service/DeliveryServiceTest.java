package dev.rolecall.lambda.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.lambda.outbox.FakeOutbox;
import dev.rolecall.lambda.outbox.Outbox;
import dev.rolecall.lambda.telemetry.FunctionLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryServiceTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BUDGET = Duration.ofSeconds(20);
  private static final DeliveryResult OUT = new DeliveryResult.Delivered(Optional.of("1.2"));

  private final List<String> sent = new ArrayList<>();
  private final Deque<DeliveryResult> answers = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-11-24T03:00:00Z");
  private final FakeOutbox outbox = new FakeOutbox(() -> now);
  private final DeliveryService function = service(Optional.empty());
  private final DeliveryService queued = service(Optional.of(outbox));

  private DeliveryService service(Optional<Outbox> queue) {
    return new DeliveryService(
        "Slack",
        message -> {
          sent.add(message.json());
          return answers.remove();
        },
        message -> Optional.of(message).filter(text -> !text.isEmpty()).map(text -> line(text)),
        queue,
        new FunctionLog("test"),
        () -> now);
  }

  /// `b2` waits in line `b`.
  private static String line(String message) {
    return message.substring(0, 1);
  }

  private static byte[] event(String... messages) {
    ObjectNode event = JSON.createObjectNode();
    for (String message : messages) {
      ObjectNode entry = event.withArray("Records").addObject();
      entry
          .put("EventSource", "aws:sns")
          .putObject("Sns")
          .put("MessageId", "id of " + message)
          .put("Message", message);
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// As a queue that is subscribed to the topic hands them out.
  private static byte[] fromInbox(boolean raw, String... messages) {
    ObjectNode event = JSON.createObjectNode();
    for (String message : messages) {
      ObjectNode entry = event.withArray("Records").addObject();
      entry.put("messageId", "sqs " + message).put("receiptHandle", "receipt");
      entry.put("eventSource", "aws:sqs").putObject("attributes").put("SentTimestamp", "1");
      entry.put(
          "body",
          raw
              ? message
              : JSON.createObjectNode()
                  .put("Type", "Notification")
                  .put("MessageId", "id of " + message)
                  .put("Message", message)
                  .toString());
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> failures(byte[] response) throws IOException {
    return JSON.readTree(response).path("batchItemFailures").findValuesAsText("itemIdentifier");
  }

  /// Hands out what is visible, once; what did not fail is gone.
  private List<String> pump() throws IOException {
    byte[] event = outbox.receive(10);
    if (event.length == 0) {
      return List.of("nothing visible");
    }
    List<String> failed = failures(queued.run(event, BUDGET));
    outbox.done(Set.copyOf(JSON.readTree(event).findValuesAsText("messageId")), Set.copyOf(failed));
    return failed;
  }

  @Test
  void whatIsOutIsNotSentAgain() {
    answers.add(OUT);

    function.run(event("one"), BUDGET);
    function.run(event("one"), BUDGET);

    assertThat(sent).containsExactly("one");
  }

  @Test
  void aMessageWithoutItsDetailsIsOutToo() {
    answers.add(new DeliveryResult.DeliveredInPart(Optional.of("1.2"), "no details: busy"));

    assertThatCode(() -> function.run(event("one"), BUDGET)).doesNotThrowAnyException();
    function.run(event("one"), BUDGET);

    assertThat(sent).containsExactly("one");
  }

  @Test
  void whatNeedNotBeSentIsDone() {
    answers.add(new DeliveryResult.Skipped("people know"));

    assertThatCode(() -> function.run(event("one"), BUDGET)).doesNotThrowAnyException();
  }

  @Test
  void whatIsNotOutIsTriedAgainByLambda() {
    answers.add(new DeliveryResult.TryLater("Slack answered 500", Optional.empty()));
    answers.add(OUT);

    assertThatThrownBy(() -> function.run(event("one"), BUDGET))
        .isInstanceOf(EventFailure.class)
        .hasMessage("not delivered to Slack: Slack answered 500");
    function.run(event("one"), BUDGET);

    assertThat(sent).containsExactly("one", "one");
  }

  @Test
  void aRefusalIsKeptWithItsReason() {
    answers.add(new DeliveryResult.Rejected("Slack answered 404 channel_not_found"));

    assertThatThrownBy(() -> function.run(event("one"), BUDGET))
        .hasMessageContaining("channel_not_found");
  }

  @Test
  void aMessageThatFailsKeepsNoOther() {
    answers.add(new DeliveryResult.TryLater("busy", Optional.empty()));
    answers.add(OUT);
    assertThatThrownBy(() -> function.run(event("one", "two"), BUDGET))
        .isInstanceOf(EventFailure.class);

    answers.add(OUT);
    function.run(event("one", "two"), BUDGET);

    assertThat(sent).containsExactly("one", "two", "one");
  }

  @Test
  void anEventOfAnotherKindIsNotLost() {
    assertThatThrownBy(() -> function.run("{}".getBytes(StandardCharsets.UTF_8), BUDGET))
        .isInstanceOf(EventFailure.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aQueueIsToldWhichMessagesComeAgain(boolean raw) throws IOException {
    answers.add(new DeliveryResult.TryLater("busy", Optional.empty()));
    answers.add(OUT);

    byte[] response = function.run(fromInbox(raw, "one", "two"), BUDGET);

    assertThat(sent).containsExactly("one", "two");
    assertThat(failures(response)).containsExactly("sqs one");
  }

  @Test
  void whatComesFromTheTopicOrItsQueueGoesOnToTheOutboxOnce() throws IOException {
    assertThat(failures(queued.run(fromInbox(false, "a1"), BUDGET))).isEmpty();
    queued.run(event("a1"), BUDGET);

    assertThat(sent).isEmpty();
    assertThat(outbox.size()).isEqualTo(1);
    answers.add(OUT);
    assertThat(pump()).isEmpty();
    assertThat(sent).containsExactly("a1");
    assertThat(outbox.size()).isZero();
  }

  @Test
  void aQueueThatDoesNotAnswerLosesNothing() throws IOException {
    outbox.silence(true);

    assertThat(failures(queued.run(fromInbox(false, "a1"), BUDGET))).containsExactly("sqs a1");
    assertThatThrownBy(() -> queued.run(event("a2"), BUDGET)).isInstanceOf(EventFailure.class);
  }

  @Test
  void whatHoldsNothingForTheChannelIsKeptForPeople() throws IOException {
    assertThat(failures(queued.run(fromInbox(true, ""), BUDGET))).isEmpty();

    assertThat(outbox.size()).isZero();
    assertThat(outbox.buried()).containsExactly("");
  }

  @Test
  void aMessageThatFailsHoldsUpItsLineAndNoOther() throws IOException {
    queued.run(fromInbox(false, "a1", "b1", "a2"), BUDGET);
    answers.add(new DeliveryResult.TryLater("Slack answered 503", Optional.empty()));
    answers.add(OUT);

    assertThat(pump()).hasSize(2);
    assertThat(pump()).containsExactly("nothing visible");
    now = now.plus(DeliveryService.FIRST_PAUSE);
    answers.add(OUT);
    answers.add(OUT);
    assertThat(pump()).isEmpty();

    assertThat(sent).containsExactly("a1", "b1", "a1", "a2");
  }

  @Test
  void itWaitsAsLongAsTheChannelAsks() throws IOException {
    queued.run(fromInbox(false, "a1"), BUDGET);
    answers.add(new DeliveryResult.TryLater("busy", Optional.of(Duration.ofHours(1))));
    pump();

    now = now.plus(Duration.ofMinutes(59));
    assertThat(pump()).containsExactly("nothing visible");
    now = now.plus(Duration.ofMinutes(1));
    answers.add(OUT);
    assertThat(pump()).isEmpty();
  }

  @Test
  void pausesGrowToTenMinutesAndAfterFourDaysItIsForPeople() throws IOException {
    queued.run(fromInbox(false, "a1"), BUDGET);
    Instant start = now;
    List<Long> tries = new ArrayList<>();
    while (outbox.size() > 0) {
      answers.add(new DeliveryResult.TryLater("Slack answered 503", Optional.empty()));
      tries.add(Duration.between(start, now).toSeconds());
      pump();
      answers.clear();
      while (outbox.size() > 0 && !outbox.isAnyVisible()) {
        now = now.plusSeconds(15);
      }
    }

    assertThat(tries).startsWith(0L, 15L, 45L, 105L, 225L, 465L, 945L, 1545L);
    assertThat(Duration.ofSeconds(tries.getLast()))
        .isBetween(Duration.ofDays(4), Duration.ofDays(4).plusMinutes(10));
    assertThat(outbox.mostReceived()).isLessThan(600);
    assertThat(outbox.buried()).hasSize(1);
  }

  @Test
  void aBadSecretKeepsTheOrderForTwelveHours() throws IOException {
    queued.run(fromInbox(false, "a1", "a2"), BUDGET);
    Instant start = now;
    while (Duration.between(start, now).toHours() < 11) {
      if (outbox.isAnyVisible()) {
        answers.add(new DeliveryResult.Rejected("invalid_auth", true));
        assertThat(pump()).hasSize(2);
      }
      now = now.plusSeconds(15);
    }
    sent.clear();
    now = now.plus(DeliveryService.LONGEST_PAUSE);
    answers.add(OUT);
    answers.add(OUT);
    assertThat(pump()).isEmpty();
    assertThat(sent).containsExactly("a1", "a2");
    assertThat(outbox.buried()).isEmpty();
  }

  @Test
  void aBadSecretForLongerIsForPeople() throws IOException {
    queued.run(fromInbox(false, "a1", "a2"), BUDGET);
    now = now.plus(DeliveryService.REJECTED_FOR);
    answers.add(new DeliveryResult.Rejected("invalid_auth", true));
    answers.add(new DeliveryResult.Rejected("invalid_auth", true));

    assertThat(pump()).isEmpty();
    assertThat(outbox.buried()).hasSize(2);
    assertThat(outbox.size()).isZero();
  }

  @Test
  void aRejectedMessageLetsOthersPassAndIsTriedForTwelveHours() throws IOException {
    queued.run(fromInbox(false, "a1", "a2"), BUDGET);
    answers.add(new DeliveryResult.Rejected("is_archived"));
    answers.add(OUT);
    assertThat(pump()).isEmpty();
    assertThat(sent).containsExactly("a1", "a2");
    assertThat(outbox.size()).isEqualTo(1);

    answers.add(new DeliveryResult.Rejected("is_archived"));
    assertThat(pump()).hasSize(1);
    now = now.plus(DeliveryService.REJECTED_FOR);
    answers.add(new DeliveryResult.Rejected("is_archived"));
    assertThat(pump()).isEmpty();

    assertThat(outbox.buried()).hasSize(1);
    assertThat(outbox.size()).isZero();
  }

  @Test
  void aRejectedMessageIsDeliveredOnceTheReasonIsGone() throws IOException {
    queued.run(fromInbox(false, "a1"), BUDGET);
    answers.add(new DeliveryResult.Rejected("is_archived"));
    pump();
    answers.add(OUT);

    assertThat(pump()).isEmpty();
    assertThat(outbox.size()).isZero();
    assertThat(outbox.buried()).isEmpty();
  }

  @Test
  void whatIsNotReachedInTimeComesAgainAtOnce() throws IOException {
    queued.run(fromInbox(false, "a1", "a2"), BUDGET);
    DeliveryService slow =
        new DeliveryService(
            "Slack",
            message -> {
              sent.add(message.json());
              now = now.plusSeconds(16);
              return OUT;
            },
            message -> Optional.of(line(message)),
            Optional.of(outbox),
            new FunctionLog("test"),
            () -> now);

    byte[] event = outbox.receive(10);
    assertThat(failures(slow.run(event, BUDGET))).hasSize(1);
    outbox.done(Set.of(JSON.readTree(event).findValuesAsText("messageId").getFirst()), Set.of());
    assertThat(outbox.isAnyVisible()).isTrue();
    assertThat(sent).containsExactly("a1");
  }
}
