package dev.rolecall.lambda.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A FIFO queue as SQS has it, with message groups, visibility timeouts and deduplication, by a
/// clock that is moved by hand.
public final class FakeOutbox implements Outbox {

  /// As the stack sets it.
  public static final Duration VISIBILITY = Duration.ofMinutes(3);

  private static final Duration DEDUPLICATION = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final InstantSource clock;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<String, Instant> ids = new HashMap<>();
  private final List<String> buried = new ArrayList<>();
  private boolean silent;
  private int sent;
  private int mostReceived;

  /// A message in the queue.
  private static final class Waiting {
    private final String id;
    private final String body;
    private final String line;
    private final Instant at;
    private Instant visible;
    private int received;

    Waiting(String id, String body, String line, Instant at) {
      this.id = id;
      this.body = body;
      this.line = line;
      this.at = at;
      this.visible = at;
    }
  }

  public FakeOutbox(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void put(String body, String line, String id) {
    answer();
    Instant now = clock.instant();
    Instant before = ids.get(id);
    if (before != null && before.plus(DEDUPLICATION).isAfter(now)) {
      return;
    }
    ids.put(id, now);
    waiting.add(new Waiting("sqs-" + ++sent, body, line, now));
  }

  @Override
  public void delay(String receipt, Duration time) {
    answer();
    waiting.stream()
        .filter(message -> message.id.equals(receipt))
        .forEach(message -> message.visible = clock.instant().plus(time));
  }

  @Override
  public void bury(String body, String id) {
    answer();
    buried.add(body);
  }

  private void answer() {
    if (silent) {
      throw new OutboxFailure("planned");
    }
  }

  /// From here on it answers nothing, or as usual again.
  public void silence(boolean on) {
    silent = on;
  }

  /// The bodies of messages for people.
  public List<String> buried() {
    return List.copyOf(buried);
  }

  public int size() {
    return waiting.size();
  }

  /// The lines of what waits, in the order of the messages.
  public List<String> lines() {
    return waiting.stream().map(message -> message.line).toList();
  }

  /// Whether anything would be handed out now.
  public boolean isAnyVisible() {
    Set<String> seen = new HashSet<>();
    return waiting.stream()
        .filter(message -> seen.add(message.line))
        .anyMatch(message -> !message.visible.isAfter(clock.instant()));
  }

  /// How often one message was handed out at most.
  public int mostReceived() {
    return mostReceived;
  }

  /// An event as Lambda makes it of what is visible; empty when nothing is.
  ///
  /// @param most messages
  public byte[] receive(int most) {
    Instant now = clock.instant();
    ObjectNode event = JSON.createObjectNode();
    Set<String> blocked = new HashSet<>();
    for (Waiting message : waiting) {
      if (message.visible.isAfter(now)) {
        blocked.add(message.line);
      }
    }
    for (Waiting message : waiting) {
      if (!blocked.contains(message.line) && event.withArray("Records").size() < most) {
        message.visible = now.plus(VISIBILITY);
        message.received++;
        mostReceived = Math.max(mostReceived, message.received);
        ObjectNode entry = event.withArray("Records").addObject();
        entry.put("messageId", message.id).put("receiptHandle", message.id);
        entry.put("body", message.body).put("eventSource", "aws:sqs");
        entry
            .putObject("attributes")
            .put("ApproximateReceiveCount", String.valueOf(message.received))
            .put("SentTimestamp", String.valueOf(message.at.toEpochMilli()))
            .put("MessageGroupId", message.line);
      }
    }
    return event.has("Records") ? event.toString().getBytes(StandardCharsets.UTF_8) : new byte[0];
  }

  /// Removes what was handed out, but for what failed.
  public void done(Set<String> handedOut, Set<String> failed) {
    waiting.removeIf(message -> handedOut.contains(message.id) && !failed.contains(message.id));
  }
}
