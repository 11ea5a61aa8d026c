package dev.rolecall.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.incident.notification.DeliveryFailure;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Denials, looks of several workers, changes of what blocks, in random order, each between any two
/// calls of the store by another. Nobody is told twice, and nothing is hidden or left behind.
@Slow
class SharedCauseInterleavingsTest {

  private static final int STEPS = 250;

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everythingIsToldOnceAloneOrTogether(int seed) {
    Run run = new Run(new Random(seed), seed % 2 == 0);
    for (int i = 0; i < STEPS; i++) {
      run.step();
    }
    run.settle();
    run.check();
  }

  private static final class Run {
    private static final int CALLERS = 9;
    private static final String ACCOUNT = "444455556666";

    private record Told(String id, int episode, NotificationKind kind) {}

    private final Random random;
    private final MemoryRepository memory = new MemoryRepository();
    private final IncidentRepository store = new InterruptedRepository(memory, this::interrupt);
    private final List<DenialIntake> intakes = new ArrayList<>();
    private final Map<String, Denial> events = new HashMap<>();
    private final Deque<Denial> again = new ArrayDeque<>();
    private final Deque<String> queued = new ArrayDeque<>();
    private final List<Told> told = new ArrayList<>();
    private final Map<String, Integer> policies = new HashMap<>();
    private final Optional<LookQueue> queue;
    private final IncidentRules rules = IncidentRules.standard();
    private Instant now = SharedCauseScene.START;
    private boolean calm;
    private int depth;
    private int arrived;

    Run(Random random, boolean withQueue) {
      this.random = random;
      this.queue = withQueue ? Optional.of((ids, _) -> queued.addAll(ids)) : Optional.empty();
      for (int i = 0; i < 4; i++) {
        intakes.add(
            new DenialIntake(
                rules, List.of(), store, this::send, () -> now, queue.orElseGet(LookQueue::none)));
      }
    }

    private DeliveryResult send(Notification notification) {
      interrupt();
      if (!calm && random.nextInt(20) == 0) {
        return new DeliveryResult.TryLater("the topic does not answer", Optional.empty());
      }
      switch (notification) {
        case Notification.OfRefusal of -> tell(of.incident(), of.kind());
        case Notification.OfSharedCause of -> tell(of.incident(), of.kind());
        case Notification.OfSearch of -> tell(of.incident(), of.kind());
        case Notification.OfDigest _ -> throw new IllegalStateException();
      }
      return new DeliveryResult.Delivered(Optional.empty());
    }

    private void tell(Incident incident, NotificationKind kind) {
      told.add(new Told(incident.id(), incident.episode(), kind));
    }

    private void interrupt() {
      if (!calm && depth < 3 && random.nextInt(6) == 0) {
        step();
      }
    }

    void step() {
      depth++;
      try {
        switch (random.nextInt(12)) {
          case 0, 1, 2, 3, 4 -> deny();
          case 5 -> Optional.ofNullable(again.pollFirst()).ifPresent(this::deliver);
          case 6 -> sweep().due(5, Instant.MAX);
          case 7, 8 -> Optional.ofNullable(queued.pollFirst()).ifPresent(this::look);
          case 9 -> change();
          default -> now = now.plus(Duration.ofSeconds(random.nextInt(depth == 1 ? 240 : 10)));
        }
      } finally {
        depth--;
      }
    }

    private void deny() {
      String caller = "ci-" + random.nextInt(CALLERS);
      String id = "event-" + events.size();
      Denial denial = SharedCauseScene.denial(id, now, caller, SharedCauseScene.role(ACCOUNT, "x"));
      events.put(id, denial);
      arrived++;
      deliver(denial);
    }

    private void deliver(Denial denial) {
      byte[] bytes = denial.eventId().orElseThrow().getBytes(StandardCharsets.UTF_8);
      try {
        intakes.get(random.nextInt(intakes.size())).receive(denial, bytes, this::explain);
      } catch (DeliveryFailure | RepositoryFailure e) {
        again.addLast(denial);
      }
    }

    /// Most are blocked by the same, some by another, and some are free.
    private Explanation explain(Denial denial) {
      return switch (policies.getOrDefault(IncidentSubject.Refusal.of(denial).caller(), 0)) {
        case 0 -> SharedCauseScene.because(denial, SharedCauseScene.scp("guard", "Deny"));
        case 1 -> SharedCauseScene.because(denial, SharedCauseScene.untrusted());
        default -> SharedCauseScene.allowed(denial);
      };
    }

    private void change() {
      int next = random.nextInt(3);
      boolean all = random.nextInt(3) == 0;
      for (int i = 0; i < CALLERS; i++) {
        if (all || random.nextInt(4) == 0) {
          policies.put("arn:aws:iam::111122223333:role/ci-" + i, next);
        }
      }
      sweep().about(_ -> true, Instant.MAX);
    }

    private void look(String id) {
      sweep().look(List.of(id), false, Instant.MAX);
    }

    private IncidentSweep sweep() {
      return new IncidentSweep(
          rules,
          List.of(),
          store,
          this::send,
          () -> now,
          event ->
              Optional.ofNullable(events.get(new String(event, StandardCharsets.UTF_8)))
                  .map(this::explain),
          queue.orElseGet(LookQueue::none));
    }

    void settle() {
      calm = true;
      for (int i = 0; i < 200; i++) {
        now = now.plus(Duration.ofMinutes(1));
        List<Denial> retries = List.copyOf(again);
        again.clear();
        retries.forEach(this::deliver);
        while (!queued.isEmpty()) {
          look(queued.removeFirst());
        }
        sweep().due(1000, Instant.MAX);
      }
    }

    void check() {
      assertThat(again).isEmpty();
      long counted = 0;
      for (Incident incident : memory.all()) {
        assertThat(incident.pending()).as("%s", incident).isEmpty();
        assertThat(incident.phase()).as("%s", incident).isNotEqualTo(IncidentState.HELD);
        switch (incident.subject()) {
          case IncidentSubject.Refusal _ -> {
            counted += incident.days().values().stream().mapToLong(Long::longValue).sum();
            checkMember(incident);
          }
          case IncidentSubject.SharedCause _ -> checkShared(incident);
          case IncidentSubject.Search _ -> {}
        }
      }
      assertThat(counted).isEqualTo(arrived);
      assertThat(told.stream().filter(one -> one.kind() == NotificationKind.FIRST))
          .doesNotHaveDuplicates();
    }

    private void checkMember(Incident incident) {
      if (incident.phase().isShown()) {
        assertThat(heard(incident, NotificationKind.FIRST, NotificationKind.REOPENED))
            .as("%s", incident)
            .isTrue();
      }
      if (incident.phase() == IncidentState.FOLDED) {
        Incident shared = memory.find(incident.sharedCauseId().orElseThrow()).orElseThrow();
        assertThat(shared.phase().isShown()).as("%s of %s", incident, shared).isTrue();
        assertThat(incident.blockers().stream().map(IncidentSubject.SharedCause::id))
            .contains(shared.id());
      }
      checkEnd(incident);
    }

    private void checkShared(Incident shared) {
      assertThat(heard(shared, NotificationKind.FIRST)).as("%s", shared).isTrue();
      boolean blocks =
          memory.all().stream()
              .filter(one -> one.phase() == IncidentState.FOLDED)
              .anyMatch(one -> one.sharedCauseId().equals(Optional.of(shared.id())));
      assertThat(blocks).as("%s", shared).isEqualTo(shared.phase().isShown());
      checkEnd(shared);
    }

    private void checkEnd(Incident incident) {
      if (incident.phase() == IncidentState.RESOLVED && incident.told().isPresent()) {
        assertThat(heard(incident, NotificationKind.RESOLVED)).as("%s", incident).isTrue();
      }
    }

    private boolean heard(Incident incident, NotificationKind... kinds) {
      return told.stream()
          .anyMatch(
              one ->
                  one.id().equals(incident.id())
                      && one.episode() == incident.episode()
                      && Set.of(kinds).contains(one.kind()));
    }
  }
}
