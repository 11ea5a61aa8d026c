package dev.rolecall.lambda;

import static dev.rolecall.lambda.JarContents.say;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.explanation.render.json.MemberListJson;
import dev.rolecall.lambda.service.EventFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// An organization of 5,000 accounts with 2 million denials a day, at the worst of its minutes:
/// `OrganizationSimulation CONCURRENCY CACHE_SECONDS PICTURE.png`. In real time: the usual load for
/// a minute, then twenty times the mean for five, then the usual load until nothing waits.
///
/// The functions are those that are deployed, AWS and Slack are [SimulatedAws] and
/// [SimulatedSlack]. Lambda hands over what waits in its order.
public final class OrganizationSimulation {

  private static final double PER_DAY = 2_000_000;
  private static final double PEAK = 20 * PER_DAY / 86_400;
  private static final Duration BEFORE = Duration.ofSeconds(60);
  private static final Duration STORM = Duration.ofSeconds(300);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /// So that the day has 2 million with this one peak in it.
  private static final double USUAL =
      (PER_DAY - PEAK * STORM.toSeconds()) / (86_400 - STORM.toSeconds());

  private static final ObjectMapper JSON = new ObjectMapper();

  /// A denial that waits for the function.
  private record Waiting(SimulatedTraffic.Denied denied, long since) {}

  private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
  private final Map<String, Long> began = new ConcurrentHashMap<>();
  private final Map<String, Long> told = new ConcurrentHashMap<>();
  private final Map<String, Long> shown = new ConcurrentHashMap<>();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final Map<String, Integer> alerts = new ConcurrentHashMap<>();
  private final AtomicLong busyNanos = new AtomicLong();
  private volatile long stormBegan;
  private final SimulationReport report = new SimulationReport();
  private final SimulatedSlack slack =
      new SimulatedSlack((kind, message) -> note(kind, message, shown, true));
  private final SimulatedAws aws = new SimulatedAws(this::published);
  private final SimulatedFunctions functions;

  private OrganizationSimulation(Duration cacheTime) {
    this.functions = new SimulatedFunctions(aws, cacheTime);
  }

  public static void main(String[] args) throws Exception {
    new OrganizationSimulation(Duration.ofSeconds(Long.parseLong(args[1])))
        .run(Integer.parseInt(args[0]), Path.of(args[2]));
  }

  /// Notes which problems a notice tells of: its own, or all that a shared cause lists.
  private void note(String kind, JsonNode message, Map<String, Long> when, boolean inSlack) {
    long now = System.nanoTime();
    if (message.at("/incident/id").asText().startsWith("shared-")) {
      AtomicInteger pairs = new AtomicInteger();
      MemberListJson.table(message.at("/memberList/data").asText())
          .lines()
          .map(line -> line.split("\t", -1)[1])
          .peek(_ -> pairs.incrementAndGet())
          .forEach(caller -> when.putIfAbsent(caller, now));
      say(
          "%s: shared cause, %s, %d of %d pairs listed, %d denials, %.1f s after its first denial",
          inSlack ? "Slack" : "topic",
          kind,
          pairs.get(),
          message.at("/incident/pairs").asInt(),
          message.at("/incident/denials").asInt(),
          (now - stormBegan) / 1e9);
    } else if (kind.equals("FIRST")) {
      when.putIfAbsent(message.at("/denial/caller/principalArn").asText(), now);
    }
  }

  private void published(String message) {
    slack.accept(message);
    try {
      JsonNode notice = JSON.readTree(JSON.readTree(message).path("sqs").asText());
      String kind = notice.at("/incident/kind").asText();
      alerts.merge(kind, 1, Integer::sum);
      note(kind, notice, told, false);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void run(int concurrency, Path picture) throws IOException, InterruptedException {
    for (int instance = 0; instance < concurrency; instance++) {
      SimulatedFunctions.ExplainInstance explain = functions.explain();
      Thread.ofVirtual().start(() -> work(explain));
    }
    Thread.ofVirtual().start(this::sweepEveryMinute);
    SimulatedTraffic traffic = new SimulatedTraffic();
    long start = System.nanoTime();
    int sent = 0;
    int inStorm = 0;
    boolean storm = false;
    long sampled = 0;
    while (true) {
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      boolean now = !time.minus(BEFORE).isNegative() && time.compareTo(BEFORE.plus(STORM)) < 0;
      if (now && !storm) {
        traffic.storm();
        stormBegan = System.nanoTime();
      }
      storm = now;
      double stormSeconds =
          Math.clamp(time.minus(BEFORE).toMillis() / 1000.0, 0, STORM.toSeconds());
      while (sent - inStorm < USUAL * time.toMillis() / 1000.0) {
        send(traffic.next(false));
        sent++;
      }
      while (inStorm < (PEAK - USUAL) * stormSeconds) {
        send(traffic.next(true));
        sent++;
        inStorm++;
      }
      if (time.toSeconds() / 5 != sampled) {
        sampled = time.toSeconds() / 5;
        report.sample(time.toSeconds(), waiting.size(), slack.backlog(), sent);
      }
      boolean over = time.compareTo(BEFORE.plus(STORM).plusSeconds(30)) > 0;
      if ((over && waiting.size() < 10 && slack.backlog() < 10) || time.compareTo(LONGEST) > 0) {
        finish(concurrency, sent, time, picture);
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private void send(SimulatedTraffic.Denied denied) {
    long now = System.nanoTime();
    began.putIfAbsent(denied.caller(), now);
    waiting.add(new Waiting(denied, now));
  }

  private void work(SimulatedFunctions.ExplainInstance explain) {
    try {
      while (true) {
        Waiting next = waiting.take();
        long start = System.nanoTime();
        try {
          explain.run(next.denied().event());
        } catch (EventFailure _) {
          // Lambda hands it over again.
          failed.incrementAndGet();
          waiting.add(next);
        }
        busyNanos.addAndGet(System.nanoTime() - start);
        taken.incrementAndGet();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweepEveryMinute() {
    try {
      while (true) {
        Thread.sleep(Duration.ofMinutes(1));
        functions.sweep(Instant.now(Clock.systemUTC()).plusSeconds(40));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void finish(int concurrency, int sent, Duration time, Path picture) throws IOException {
    say("%d explain functions at a time", concurrency);
    say(
        "%d denials of %d problems in %d s; usually %.1f a second, %.0f for %d s",
        sent, began.size(), time.toSeconds(), USUAL, PEAK, STORM.toSeconds());
    say(
        "taken %d, tried again %d, still waiting %d; mean time of an invocation %.0f ms",
        taken.get(),
        failed.get(),
        waiting.size(),
        busyNanos.get() / 1e6 / Math.max(1, taken.get()));
    say("outcomes %s", functions.confidence());
    say("evidence that was not read %s", functions.unread());
    say("notices on the topic %s", new TreeMap<>(alerts));
    say("looks that wait %d", functions.waitingLooks());
    say("calls %s", aws.calls());
    say("throttled %s", aws.throttled());
    say(
        "Slack: shown %d of %d, given up %d, still waiting %d, updates that gave way %d, outdated"
            + " %d, 429s %d",
        shown.size(),
        began.size(),
        slack.failed(),
        slack.backlog(),
        slack.gaveWay(),
        slack.outdated(),
        slack.refused());
    Set<String> never = ConcurrentHashMap.newKeySet();
    began.keySet().stream().filter(caller -> !told.containsKey(caller)).forEach(never::add);
    say("problems that nobody was told of: %d", never.size());
    latencies("to the topic", told);
    latencies("to Slack", shown);
    report.cost(aws.calls(), sent, busyNanos.get());
    report.draw(picture, concurrency);
  }

  private void latencies(String where, Map<String, Long> when) {
    List<Double> seconds = new ArrayList<>();
    when.forEach(
        (caller, at) -> {
          Long first = began.get(caller);
          if (first != null) {
            seconds.add((at - first) / 1e9);
          }
        });
    seconds.sort(Double::compare);
    if (!seconds.isEmpty()) {
      say(
          "from the first denial %s: p50 %.1f s, p99 %.1f s, longest %.1f s",
          where,
          seconds.get(seconds.size() / 2),
          seconds.get(seconds.size() * 99 / 100),
          seconds.getLast());
    }
  }
}
