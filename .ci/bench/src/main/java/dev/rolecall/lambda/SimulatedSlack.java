package dev.rolecall.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.SecretReading;
import dev.rolecall.channel.Secrets;
import dev.rolecall.channel.TopicMessage;
import dev.rolecall.channel.slack.MemoryThreads;
import dev.rolecall.channel.slack.SlackChannel;
import dev.rolecall.channel.slack.SlackMentions;
import dev.rolecall.channel.slack.SlackMessageState;
import dev.rolecall.channel.slack.SlackMessageStates;
import dev.rolecall.channel.slack.SlackRoutes;
import dev.rolecall.channel.slack.SlackSecret;
import dev.rolecall.channel.slack.SlackWorkspace;
import dev.rolecall.channel.slack.WaitingNotices;
import dev.rolecall.incident.notification.DeliveryResult;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/// The Slack function behind its queue, as Lambda runs it, and a channel that takes 60 messages
/// and, apart from these, 50 edits a minute: Slack's
/// [limits](https://docs.slack.dev/apis/web-api/rate-limits) are for each method. Bursts, which
/// Slack allows, are not. What Slack does not take comes again after a pause that grows from 15
/// seconds to ten minutes, for four days.
final class SimulatedSlack {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BUDGET = Duration.ofSeconds(28);
  private static final Map<String, Duration> INTERVALS =
      Map.of("chat.postMessage", Duration.ofSeconds(1), "chat.update", Duration.ofMillis(1200));

  /// Uploads may be made 100 times a minute.
  private static final Duration OTHER_INTERVAL = Duration.ofMillis(600);

  private static final int FIRST_PAUSE = 15;
  private static final int LONGEST_PAUSE = 600;

  private record Waiting(JsonNode message, int attempt, long due) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  private final DelayQueue<Waiting> queue = new DelayQueue<>();
  private final SlackMessageStates threads = new Synchronized(new MemoryThreads());
  private final BiConsumer<String, JsonNode> shown;
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger gaveWay = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger messages = new AtomicInteger();

  /// When a method may be called again.
  private final Map<String, Long> next = new HashMap<>();

  /// @param shown hears the kind of each notice that Slack shows, and its message
  SimulatedSlack(int workers, BiConsumer<String, JsonNode> shown) {
    this.shown = shown;
    for (int worker = 0; worker < workers; worker++) {
      Thread.ofVirtual().start(this::work);
    }
  }

  private record Synchronized(SlackMessageStates threads) implements SlackMessageStates {
    @Override
    public SlackMessageState find(String incident, int episode) {
      synchronized (threads) {
        return threads.find(incident, episode);
      }
    }

    @Override
    public WaitingNotices waiting(String incident, int episode) {
      synchronized (threads) {
        return threads.waiting(incident, episode);
      }
    }

    @Override
    public void announce(String incident, int episode, SlackMessageState.Last notice) {
      synchronized (threads) {
        threads.announce(incident, episode, notice);
      }
    }

    @Override
    public Outcome write(SlackMessageState thread) {
      synchronized (threads) {
        return threads.write(thread);
      }
    }
  }

  /// Takes what was published to a topic.
  void accept(String message) {
    try {
      JsonNode protocols = JSON.readTree(message);
      queue.add(new Waiting(JSON.readTree(protocols.path("sqs").asText()), 1, System.nanoTime()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  int backlog() {
    return queue.size();
  }

  /// What Slack rejected.
  int failed() {
    return failed.get();
  }

  /// Updates that were not shown since Slack was busy.
  int gaveWay() {
    return gaveWay.get();
  }

  /// Calls that Slack answered with 429.
  int refused() {
    return refused.get();
  }

  private void work() {
    SlackChannel publisher =
        new SlackChannel(
            new SlackWorkspace(
                SlackWorkspace.WEB_API,
                new SlackRoutes(List.of(), "C0ALERTS"),
                new SlackMentions(Map.of())),
            new Secrets<>() {
              @Override
              public SecretReading<SlackSecret> current() {
                return new SecretReading.Read<>(new SlackSecret.BotToken("xoxb-simulated"));
              }

              @Override
              public SecretReading<SlackSecret> fresh() {
                return current();
              }
            },
            threads,
            wire(),
            Thread::sleep,
            Clock.systemUTC(),
            Duration.ofSeconds(8));
    try {
      while (true) {
        deliver(publisher, queue.take());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(SlackChannel publisher, Waiting waiting) {
    JsonNode message = waiting.message();
    String kind = message.at("/incident/kind").asText();
    switch (publisher.deliver(new TopicMessage(message.toString(), BUDGET))) {
      case DeliveryResult.Delivered _, DeliveryResult.DeliveredInPart _ ->
          shown.accept(kind, message);
      case DeliveryResult.Skipped(String why) -> {
        if (why.contains("busy")) {
          gaveWay.incrementAndGet();
        }
      }
      case DeliveryResult.Rejected _ -> failed.incrementAndGet();
      case DeliveryResult.TryLater _ -> {
        long pause =
            Math.min(LONGEST_PAUSE, (long) FIRST_PAUSE << Math.min(10, waiting.attempt() - 1));
        queue.add(
            new Waiting(
                message,
                waiting.attempt() + 1,
                System.nanoTime() + TimeUnit.SECONDS.toNanos(pause)));
      }
    }
  }

  private ChannelHttp wire() {
    return request -> {
      Thread.sleep(200);
      String path = request.uri().getPath();
      if (take(path.substring(path.lastIndexOf('/') + 1))) {
        return new ChannelHttp.Response(
            200,
            Optional.empty(),
            "{\"ok\": true, \"channel\": \"C0ALERTS\", \"ts\": \"%d.%06d\"}"
                .formatted(1_700_000_000 + messages.incrementAndGet(), 1));
      }
      refused.incrementAndGet();
      return new ChannelHttp.Response(429, Optional.of("1"), "");
    };
  }

  private synchronized boolean take(String method) {
    long now = System.nanoTime();
    if (now < next.getOrDefault(method, now)) {
      return false;
    }
    next.put(method, now + INTERVALS.getOrDefault(method, OTHER_INTERVAL).toNanos());
    return true;
  }
}
