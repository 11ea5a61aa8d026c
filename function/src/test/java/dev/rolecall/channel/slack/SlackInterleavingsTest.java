package dev.rolecall.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.incident.dynamo.LocalTable;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.incident.state.NotificationKind;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Notices that come twice, out of order, to several at once and to invocations that die anywhere:
/// in the end every episode has one message that shows the newest notice.
@Slow
class SlackInterleavingsTest {

  private static final int WORLDS = 25;
  private static final LocalTable TABLE = new LocalTable();

  @AfterAll
  static void stop() {
    TABLE.close();
  }

  enum Way {
    BOT_THAT_MAY_LOOK,
    BOT,
    WEBHOOK
  }

  private static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  private record Sample(int episode, NotificationKind kind, int number) {}

  /// What goes wrong in one invocation.
  private enum Fault {
    NONE,
    DEATH_BEFORE_REQUEST,
    DEATH_AFTER_REQUEST,
    DEATH_BEFORE_WRITE,
    DEATH_AFTER_WRITE,
    ANOTHER_BEFORE_REQUEST,
    ANOTHER_BEFORE_WRITE,
    SLACK_BUSY,
    SLACK_FAILING,
    TABLE_SILENT
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void oneMessageAnEpisodeWithTheNewestNotice(Way way) {
    for (int seed = 0; seed < WORLDS; seed++) {
      try (World world = new World(way, seed)) {
        world.run();
        world.check();
      }
    }
  }

  /// One incident and all that happens to its notices.
  private static final class World implements AutoCloseable {
    private final Way way;
    private final String name;
    private final Random random;
    private final SlackScene scene = new SlackScene();
    private final SlackMessageStates store =
        new SlackMessageStateTable(TABLE.client(), LocalTable.NAME, () -> scene.now);
    private final ChannelHttp wire = scene.wire;
    private final String incident;
    private final List<Sample> notices = new ArrayList<>();
    private final Deque<Sample> queue = new ArrayDeque<>();
    private final Map<Integer, DeliveryResult> outcomes = new TreeMap<>();
    private final Map<Integer, Integer> excuses = new TreeMap<>();
    private final Map<Integer, Integer> repeats = new TreeMap<>();
    private int invocations;

    World(Way way, int seed) {
      this.way = way;
      this.name = way + " " + seed;
      this.random = new Random(seed);
      this.incident = "refusal-" + Integer.toHexString(name.hashCode());
      if (way == Way.WEBHOOK) {
        scene.withWebhooks();
      }
      if (way == Way.BOT_THAT_MAY_LOOK) {
        scene.slack.allowHistory();
      }
      for (int episode = 1; episode <= 1 + random.nextInt(2); episode++) {
        begin(episode);
      }
      queue.addAll(deliveries());
    }

    private void begin(int episode) {
      add(episode, NotificationKind.FIRST);
      for (int i = random.nextInt(5); i > 0; i--) {
        add(
            episode,
            List.of(NotificationKind.CHANGED, NotificationKind.REMINDER, NotificationKind.PROGRESS)
                .get(random.nextInt(3)));
      }
      if (random.nextBoolean()) {
        add(episode, NotificationKind.RESOLVED);
      }
    }

    private void add(int episode, NotificationKind kind) {
      notices.add(new Sample(episode, kind, notices.size() + 1));
    }

    /// Each once to three times, some earlier than those before.
    private List<Sample> deliveries() {
      List<Sample> deliveries = new ArrayList<>();
      for (Sample notice : notices) {
        for (int i = random.nextInt(3); i >= 0; i--) {
          int early = random.nextInt(random.nextInt(4) + 1);
          deliveries.add(Math.max(0, deliveries.size() - early), notice);
        }
      }
      return deliveries;
    }

    void run() {
      while (!queue.isEmpty()) {
        scene.later(Duration.ofSeconds(random.nextInt(70)));
        deliver(queue.remove(), fault());
      }
    }

    private Fault fault() {
      Fault[] faults = Fault.values();
      return invocations > 60 || random.nextInt(3) == 0
          ? Fault.NONE
          : faults[random.nextInt(faults.length)];
    }

    /// As Lambda does: what fails comes again after a while.
    private void deliver(Sample notice, Fault fault) {
      invocations++;
      Invocation invocation = new Invocation(notice, fault, random.nextInt(3));
      scene.threads = invocation.threads();
      scene.wire = invocation::send;
      if (fault == Fault.SLACK_BUSY) {
        scene.slack.answerNext(429, "", Map.of("Retry-After", "600"));
      }
      if (fault == Fault.SLACK_FAILING) {
        for (int i = 0; i < 3; i++) {
          scene.slack.answerNext(500, "", Map.of());
        }
      }
      try {
        DeliveryResult outcome =
            scene.publish(
                scene.message(incident, notice.episode(), notice.kind(), notice.number()));
        if (outcome instanceof DeliveryResult.TryLater) {
          again(notice);
        } else {
          note(notice, outcome);
        }
      } catch (Death _) {
        if (invocation.unnoted) {
          excuses.merge(notice.episode(), 1, Integer::sum);
        }
        if (invocation.unnotedReply) {
          repeats.merge(notice.number(), 1, Integer::sum);
        }
        if (isDone(notice)) {
          note(notice, new DeliveryResult.Delivered(Optional.empty()));
        }
        again(notice);
      }
      scene.slack.forgetPlans();
    }

    /// What was dropped the first time may be of use the next.
    private void note(Sample notice, DeliveryResult outcome) {
      outcomes.merge(
          notice.number(),
          outcome,
          (before, now) -> before instanceof DeliveryResult.Delivered ? before : now);
    }

    /// Whether somebody died only after all was done.
    private boolean isDone(Sample notice) {
      SlackMessageState thread = store.find(incident, notice.episode());
      return thread.shown().isPresent()
          && thread.last().filter(last -> last.notice() == notice.number()).isPresent();
    }

    private void again(Sample notice) {
      List<Sample> waiting = new ArrayList<>(queue);
      waiting.add(waiting.isEmpty() ? 0 : random.nextInt(waiting.size() + 1), notice);
      queue.clear();
      queue.addAll(waiting);
    }

    /// Somebody else runs in between.
    private void another() {
      if (!queue.isEmpty()) {
        SlackMessageStates threads = scene.threads;
        ChannelHttp before = scene.wire;
        deliver(queue.remove(), Fault.NONE);
        scene.threads = threads;
        scene.wire = before;
      }
    }

    /// One run of the function.
    private final class Invocation {
      private final Sample notice;
      private final Fault fault;
      private final int place;
      private int requests;
      private int writes;
      private boolean unnoted;
      private boolean unnotedReply;

      Invocation(Sample notice, Fault fault, int place) {
        this.notice = notice;
        this.fault = fault;
        this.place = place;
      }

      private void at(Fault point, int count) {
        if (fault == point && count == place) {
          throw new Death();
        }
      }

      ChannelHttp.Response send(HttpRequest request) throws IOException, InterruptedException {
        int count = requests++;
        at(Fault.DEATH_BEFORE_REQUEST, count);
        if (fault == Fault.ANOTHER_BEFORE_REQUEST && count == place) {
          another();
        }
        // Whoever sends more without having noted the first has no excuse.
        int messages = scene.messages().size();
        int replies = scene.replies().size();
        unnoted = false;
        ChannelHttp.Response response = wire.send(request);
        unnoted = scene.messages().size() > messages;
        unnotedReply = scene.replies().size() > replies;
        at(Fault.DEATH_AFTER_REQUEST, count);
        return response;
      }

      SlackMessageStates threads() {
        return new SlackMessageStates() {
          @Override
          public SlackMessageState find(String id, int episode) {
            return store.find(id, episode);
          }

          @Override
          public Outcome write(SlackMessageState thread) {
            int count = writes++;
            if (fault == Fault.TABLE_SILENT && count == 0) {
              throw new RepositoryFailure("no answer to " + notice);
            }
            at(Fault.DEATH_BEFORE_WRITE, count);
            if (fault == Fault.ANOTHER_BEFORE_WRITE && count == place) {
              another();
            }
            Outcome outcome = store.write(thread);
            unnoted &= outcome instanceof Outcome.Overtaken;
            unnotedReply &= outcome instanceof Outcome.Overtaken;
            at(Fault.DEATH_AFTER_WRITE, count);
            return outcome;
          }
        };
      }
    }

    void check() {
      assertThat(scene.slack.refusals()).as(name).isEmpty();
      assertThat(outcomes.keySet())
          .as(name)
          .containsExactlyElementsOf(notices.stream().map(Sample::number).toList());
      assertThat(outcomes.values())
          .as(name)
          .hasOnlyElementsOfTypes(DeliveryResult.Delivered.class, DeliveryResult.Skipped.class);
      notices.stream().map(Sample::episode).distinct().forEach(this::check);
    }

    private void check(int episode) {
      String where = name + ", episode " + episode;
      List<Sample> all = notices.stream().filter(each -> each.episode() == episode).toList();
      List<Integer> published =
          all.stream()
              .map(Sample::number)
              .filter(number -> outcomes.get(number) instanceof DeliveryResult.Delivered)
              .toList();
      List<Integer> shown =
          scene.messages().stream()
              .map(SlackScene::shows)
              .map(World::number)
              .filter(all.stream().map(Sample::number).toList()::contains)
              .toList();
      checkTheNewest(where, all, published, shown);
      int excused = excuses.getOrDefault(episode, 0);
      switch (way) {
        case BOT_THAT_MAY_LOOK -> assertThat(shown).as(where).hasSizeLessThanOrEqualTo(1);
        case BOT -> assertThat(shown).as(where).hasSizeLessThanOrEqualTo(1 + excused);
        case WEBHOOK ->
            assertThat(shown)
                .as(where)
                .containsAll(published)
                .hasSizeLessThanOrEqualTo(published.size() + excused);
      }
      if (way != Way.WEBHOOK) {
        all.forEach(each -> checkDetails(where, each, published.contains(each.number())));
      }
    }

    private void checkDetails(String where, Sample notice, boolean published) {
      int most = 1 + repeats.getOrDefault(notice.number(), 0);
      int least = published && hasDetails(notice) ? 1 : 0;
      assertThat(scene.replies().stream().filter(text -> number(text) == notice.number()).count())
          .as(where + ": " + notice)
          .isBetween((long) least, (long) most);
    }

    private static void checkTheNewest(
        String where, List<Sample> all, List<Integer> published, List<Integer> shown) {
      if (published.isEmpty()) {
        // It was over before anybody was told.
        assertThat(all.getLast().kind()).as(where).isEqualTo(NotificationKind.RESOLVED);
        return;
      }
      int newest =
          all.stream()
              .filter(each -> each.kind() != NotificationKind.PROGRESS)
              .mapToInt(Sample::number)
              .max()
              .orElseThrow();
      assertThat(Collections.max(published)).as(where).isGreaterThanOrEqualTo(newest);
      assertThat(Collections.max(shown)).as(where).isEqualTo(Collections.max(published));
    }

    /// The end of what nobody has seen for sure is told without.
    private boolean hasDetails(Sample notice) {
      return switch (notice.kind()) {
        case FIRST, CHANGED, REOPENED -> true;
        case REMINDER, PROGRESS, HANDLED -> false;
        case RESOLVED ->
            scene.messages().stream()
                .filter(post -> number(SlackScene.shows(post)) == notice.number())
                .anyMatch(post -> post.edits() > 0);
      };
    }

    private static int number(String text) {
      return Integer.parseInt(text.substring(text.indexOf(' ') + 1));
    }

    @Override
    public void close() {
      scene.close();
    }
  }
}
