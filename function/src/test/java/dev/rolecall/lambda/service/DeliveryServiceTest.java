package dev.rolecall.lambda.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.lambda.telemetry.FunctionLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryServiceTest {

  private static final Duration BUDGET = Duration.ofSeconds(20);
  private static final DeliveryResult OUT = new DeliveryResult.Delivered(Optional.of("1.2"));

  private final List<String> sent = new ArrayList<>();
  private final Deque<DeliveryResult> answers = new ArrayDeque<>();
  private final DeliveryService function =
      new DeliveryService(
          "Slack",
          message -> {
            sent.add(message.json());
            return answers.remove();
          },
          new FunctionLog("test"));

  private static SNSEvent event(String... messages) {
    SNSEvent event = new SNSEvent();
    event.setRecords(Arrays.stream(messages).map(DeliveryServiceTest::record).toList());
    return event;
  }

  private static SNSEvent.SNSRecord record(String message) {
    SNSEvent.SNS sns = new SNSEvent.SNS();
    sns.setMessageId("id of " + message);
    sns.setMessage(message);
    SNSEvent.SNSRecord record = new SNSEvent.SNSRecord();
    record.setSns(sns);
    return record;
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
    assertThatThrownBy(() -> function.run(new SNSEvent(), BUDGET)).isInstanceOf(EventFailure.class);
  }
}
