package dev.rolecall.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.lambda.outbox.FakeOutbox;
import dev.rolecall.lambda.service.DeliveryService;
import dev.rolecall.lambda.telemetry.FunctionLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Story V: Slack answers 503 for six hours; 20 incidents begin, 5 end meanwhile. The topic's queue
/// hands out in any order within seconds and some messages twice; the outbox is a FIFO queue.
class SlackOutageTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration OUTAGE = Duration.ofHours(6);
  private static final Duration BUDGET = Duration.ofSeconds(28);
  private static final int BATCH = 5;

  enum Way {
    BOT,
    WEBHOOK
  }

  /// A notice that is published at some time.
  private record Published(Instant at, int incident, NotificationKind kind, int number) {}

  /// Slack, the queues and the function.
  private static final class World implements AutoCloseable {
    final SlackScene scene = new SlackScene();
    final Instant start = scene.now;
    final FakeOutbox outbox = new FakeOutbox(() -> scene.now);
    final List<Published> published = new ArrayList<>();
    private final Random random = new Random(1);
    private final DeliveryService function;

    World(Way way) {
      if (way == Way.WEBHOOK) {
        scene.withWebhooks();
      }
      function =
          new DeliveryService(
              "Slack",
              message -> scene.channel().deliver(message),
              new SlackOrder(scene.routes, scene.threads),
              Optional.of(outbox),
              new FunctionLog("test"),
              () -> scene.now);
    }

    /// Incident `number` begins, is updated each minute while it goes on, and may end.
    void incident(int number, Duration begin, Optional<Duration> end, Duration last) {
      int notice = 1;
      published.add(new Published(start.plus(begin), number, NotificationKind.FIRST, notice++));
      Duration until = end.orElse(last);
      Duration reminder = begin.plusMinutes(15);
      for (Duration at = begin.plusMinutes(1); at.compareTo(until) < 0; at = at.plusMinutes(1)) {
        NotificationKind kind =
            at.equals(reminder) ? NotificationKind.REMINDER : NotificationKind.PROGRESS;
        if (kind == NotificationKind.REMINDER) {
          reminder = begin.plus(at.minus(begin).multipliedBy(2));
        }
        published.add(new Published(start.plus(at), number, kind, notice++));
      }
      int number1 = notice;
      end.ifPresent(
          at ->
              published.add(
                  new Published(start.plus(at), number, NotificationKind.RESOLVED, number1)));
    }

    /// Everything that is published, until nothing waits.
    void play() throws IOException {
      published.sort(Comparator.comparing(Published::at));
      List<Published> coming = new ArrayList<>(published);
      while (!coming.isEmpty() || outbox.size() > 0) {
        List<byte[]> inbox = new ArrayList<>();
        while (!coming.isEmpty() && !coming.getFirst().at().isAfter(scene.now)) {
          byte[] message = event(coming.removeFirst());
          inbox.add(message);
          if (random.nextInt(10) == 0) {
            inbox.add(message);
          }
        }
        for (byte[] message : inbox) {
          assertThat(failures(function.run(message, BUDGET))).isEmpty();
        }
        while (outbox.isAnyVisible()) {
          byte[] batch = outbox.receive(BATCH);
          Set<String> failed = failures(function.run(batch, BUDGET));
          outbox.done(new HashSet<>(JSON.readTree(batch).findValuesAsText("messageId")), failed);
        }
        scene.now = scene.now.plusSeconds(5);
      }
    }

    private byte[] event(Published notice) {
      ObjectNode event = JSON.createObjectNode();
      ObjectNode entry = event.putArray("Records").addObject();
      String id = "refusal-" + notice.incident() + "-" + notice.number();
      entry.put("messageId", id + random.nextInt()).put("receiptHandle", "inbox");
      entry.put("eventSource", "aws:sqs").putObject("attributes").put("SentTimestamp", "1");
      entry.put(
          "body",
          JSON.createObjectNode()
              .put("Type", "Notification")
              .put("MessageId", id)
              .put(
                  "Message",
                  scene
                      .message("refusal-" + notice.incident(), 1, notice.kind(), notice.number())
                      .replace("\"text " + notice.number(), "\"" + text(notice)))
              .toString());
      return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    static String text(Published notice) {
      return notice.incident() + " " + notice.kind();
    }

    private static Set<String> failures(byte[] response) throws IOException {
      return Set.copyOf(
          JSON.readTree(response).path("batchItemFailures").findValuesAsText("itemIdentifier"));
    }

    /// What the messages of Slack show now, one for each incident, in the order of the channel.
    List<String> shows() {
      return scene.messages().stream()
          .map(FakeSlack.Post::body)
          .map((JsonNode body) -> body.path("text").asText())
          .toList();
    }

    @Override
    public void close() {
      scene.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void sixHoursLoseNothingAndKeepTheOrder(Way way) throws IOException {
    try (World world = new World(way)) {
      world.scene.slack.failUntil(world.start.plus(OUTAGE));
      Map<Instant, String> expected = new TreeMap<>();
      for (int number = 1; number <= 20; number++) {
        Duration begin = Duration.ofMinutes(5 + 15L * number);
        boolean ends = number % 4 == 0;
        Duration end = begin.plusMinutes(30 + number);
        world.incident(
            number, begin, ends ? Optional.of(end) : Optional.empty(), OUTAGE.minusMinutes(1));
        expected.put(world.start.plus(ends ? end : begin), number + (ends ? " RESOLVED" : ""));
      }

      world.play();

      assertThat(world.published).hasSizeGreaterThan(2_500);
      assertThat(world.outbox.buried()).isEmpty();
      assertThat(world.outbox.mostReceived()).isLessThan(100);
      assertThat(world.scene.slack.refusals()).isEmpty();
      assertThat(world.scene.now).isBefore(world.start.plus(OUTAGE).plusSeconds(900));
      List<String> shows = world.shows();
      if (way == Way.BOT) {
        assertThat(shows)
            .hasSize(20)
            .zipSatisfy(expected.values(), (shown, wanted) -> assertThat(shown).startsWith(wanted));
        assertThat(shows).filteredOn(text -> text.endsWith("RESOLVED")).hasSize(5);
      } else {
        // A webhook cannot edit: an ongoing incident may be followed by its newest reminder.
        List<String> firsts = shows.stream().filter(text -> !text.endsWith("REMINDER")).toList();
        assertThat(firsts)
            .hasSize(20)
            .zipSatisfy(expected.values(), (shown, wanted) -> assertThat(shown).startsWith(wanted));
        assertThat(shows).hasSizeLessThanOrEqualTo(35).doesNotHaveDuplicates();
      }
    }
  }

  /// What ended is not posted as an alarm first.
  @Test
  void whatEndedMeanwhileIsShownAsEndedOnly() throws IOException {
    try (World world = new World(Way.BOT)) {
      world.scene.slack.failUntil(world.start.plus(OUTAGE));
      world.incident(1, Duration.ofHours(1), Optional.of(Duration.ofHours(2)), OUTAGE);

      world.play();

      assertThat(world.scene.messages()).hasSize(1);
      assertThat(world.scene.messages().getFirst().edits()).isZero();
      assertThat(world.shows()).containsExactly("1 RESOLVED");
    }
  }

  /// An alert that was sent before the answer got lost is found by its mark, and ends in place.
  @Test
  void anAlertThatArrivedUnseenIsNotPostedTwice() throws IOException {
    try (World world = new World(Way.BOT)) {
      world.scene.slack.allowHistory();
      world.scene.slack.acceptNextAndAnswer(503);
      world.scene.slack.answerNext(503, "", Map.of());
      world.scene.slack.answerNext(503, "", Map.of());
      world.incident(1, Duration.ZERO, Optional.of(Duration.ofSeconds(10)), Duration.ofMinutes(1));

      world.play();

      assertThat(world.shows()).containsExactly("1 RESOLVED");
    }
  }

  /// Slack takes one message a second in a channel.
  @Test
  void aBacklogMeetsTheRateLimitWithoutLoss() throws IOException {
    try (World world = new World(Way.BOT)) {
      Instant start = world.start;
      List<Integer> numbers = new ArrayList<>();
      for (int number = 1; number <= 100; number++) {
        numbers.add(number);
      }
      for (int number : numbers) {
        world.published.add(
            new Published(start.plusMillis(number), number, NotificationKind.FIRST, 1));
      }
      Collections.sort(numbers);
      for (int i = 0; i < 60; i++) {
        world.scene.slack.answerNext(429, "", Map.of("Retry-After", i % 10 == 0 ? "45" : "2"));
        world.scene.slack.acceptNext();
      }

      world.play();

      assertThat(world.outbox.buried()).isEmpty();
      assertThat(world.outbox.mostReceived()).isLessThan(20);
      assertThat(world.shows())
          .containsExactlyElementsOf(numbers.stream().map(number -> number + " FIRST").toList());
    }
  }
}
