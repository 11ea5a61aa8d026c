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
import dev.rolecall.channel.slack.SlackOrder;
import dev.rolecall.channel.slack.SlackRoutes;
import dev.rolecall.channel.slack.SlackSecret;
import dev.rolecall.channel.slack.SlackWorkspace;
import dev.rolecall.channel.slack.WaitingNotices;
import dev.rolecall.channel.wording.DeliveryWords;
import dev.rolecall.incident.notification.DeliveryResult;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/// The Slack function behind its queue, as Lambda runs it, and a channel that takes a message a
/// second and, apart from these, 50 edits a minute: Slack's
/// [limits](https://docs.slack.dev/apis/web-api/rate-limits) are for each method. As in the queue,
/// all messages of the channel are delivered one after the other, in their order; one that Slack
/// does not take keeps the others waiting, for a time that grows from 15 seconds to ten minutes.
final class SimulatedSlack {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SlackRoutes ROUTES = new SlackRoutes(List.of(), "C0ALERTS");
  private static final Duration BUDGET = Duration.ofSeconds(28);

  /// How many calls of a method are accepted in what time.
  private record Limit(int calls, Duration time) {}

  private static final Map<String, Limit> LIMITS =
      Map.of(
          "chat.postMessage", new Limit(1, Duration.ofSeconds(1)),
          "chat.update", new Limit(50, Duration.ofMinutes(1)));

  private static final Limit UPLOADS = new Limit(100, Duration.ofMinutes(1));

  private static final int FIRST_PAUSE = 15;
  private static final int LONGEST_PAUSE = 600;

  private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
  private final SlackMessageStates threads = new Synchronized(new MemoryThreads());
  private final SlackOrder order = new SlackOrder(ROUTES, threads);
  private final BiConsumer<String, JsonNode> shown;
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger gaveWay = new AtomicInteger();
  private final AtomicInteger outdated = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger messages = new AtomicInteger();

  /// When the calls of a method were accepted that count for its limit.
  private final Map<String, Deque<Long>> accepted = new HashMap<>();

  /// @param shown hears the kind of each notice that Slack shows, and its message
  SimulatedSlack(BiConsumer<String, JsonNode> shown) {
    this.shown = shown;
    Thread.ofVirtual().start(this::work);
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
      String json = JSON.readTree(message).path("sqs").asText();
      if (order.line(json).isPresent()) {
        queue.add(json);
      }
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

  /// Updates that were not shown since a newer one waited.
  int outdated() {
    return outdated.get();
  }

  /// Calls that Slack answered with 429.
  int refused() {
    return refused.get();
  }

  private void work() {
    SlackChannel publisher =
        new SlackChannel(
            new SlackWorkspace(SlackWorkspace.WEB_API, ROUTES, new SlackMentions(Map.of())),
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
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(SlackChannel publisher, String message)
      throws InterruptedException, JsonProcessingException {
    int pause = FIRST_PAUSE;
    while (mustComeAgain(publisher.deliver(new TopicMessage(message, BUDGET)), message)) {
      Thread.sleep(Duration.ofSeconds(pause));
      pause = Math.min(LONGEST_PAUSE, 2 * pause);
    }
  }

  private boolean mustComeAgain(DeliveryResult result, String message)
      throws JsonProcessingException {
    switch (result) {
      case DeliveryResult.Delivered _, DeliveryResult.DeliveredInPart _ -> {
        JsonNode notice = JSON.readTree(message);
        shown.accept(notice.at("/incident/kind").asText(), notice);
      }
      case DeliveryResult.Skipped(String why) when why.equals(DeliveryWords.nextUpdate()) ->
          gaveWay.incrementAndGet();
      case DeliveryResult.Skipped _ -> outdated.incrementAndGet();
      case DeliveryResult.Rejected _ -> failed.incrementAndGet();
      case DeliveryResult.TryLater _ -> {
        return true;
      }
    }
    return false;
  }

  private ChannelHttp wire() {
    return request -> {
      Thread.sleep(200);
      String path = request.uri().getPath();
      Duration rest = rest(path.substring(path.lastIndexOf('/') + 1));
      if (rest.isPositive()) {
        refused.incrementAndGet();
        return new ChannelHttp.Response(
            429, Optional.of(String.valueOf(rest.plusMillis(999).toSeconds())), "");
      }
      return new ChannelHttp.Response(
          200,
          Optional.empty(),
          "{\"ok\": true, \"channel\": \"C0ALERTS\", \"ts\": \"%d.%06d\"}"
              .formatted(1_700_000_000 + messages.incrementAndGet(), 1));
    };
  }

  /// How long a call must wait; when it need not, it counts.
  private synchronized Duration rest(String method) {
    Limit limit = LIMITS.getOrDefault(method, UPLOADS);
    long now = System.nanoTime();
    Deque<Long> calls = accepted.computeIfAbsent(method, _ -> new ArrayDeque<>());
    while (!calls.isEmpty() && now - calls.getFirst() >= limit.time().toNanos()) {
      calls.removeFirst();
    }
    if (calls.size() == limit.calls()) {
      return limit.time().minusNanos(now - calls.getFirst());
    }
    calls.addLast(now);
    return Duration.ZERO;
  }
}
