package dev.rolecall.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Deliveries, repeats, crashes, retries, sweeps and policy changes in random order.
@Slow
class InterleavingsTest {

  private static final int STEPS = 400;

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyProblemIsToldOnceAndNothingIsLost(int seed) {
    Run run = new Run(new Random(seed));
    for (int i = 0; i < STEPS; i++) {
      run.step();
    }
    run.settle();
    run.check();
  }

  /// A worker died here.
  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @FunctionalInterface
  private interface Invocation {
    void run() throws DeliveryFailure;
  }

  /// One world with several workers. Between any two of a worker's calls of the store or the outlet
  /// another one may do all of its own work, or the worker may die.
  private static final class Run {
    private static final List<CauseCode> CAUSES =
        List.of(
            CauseCode.PRINCIPAL_NOT_TRUSTED, CauseCode.EXTERNAL_ID_MISSING, CauseCode.PROPAGATION);

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private record Told(String id, int episode, int number, NotificationKind kind) {}

    private final Random random;
    private final MemoryRepository memory = new MemoryRepository();
    private final IncidentRepository store = new Interrupted();
    private final List<DenialIntake> desks = new ArrayList<>();
    private final Map<String, Denial> events = new HashMap<>();
    private final Deque<Denial> toTryAgain = new ArrayDeque<>();
    private final Set<String> arrived = new HashSet<>();
    private final List<Told> told = new ArrayList<>();
    private final Set<String> diedAfterSending = new HashSet<>();
    private final Map<String, Optional<CauseCode>> policies = new HashMap<>();
    private Instant now = Scene.START;
    private final Deque<Instant> started = new ArrayDeque<>();
    private final Deque<Integer> begun = new ArrayDeque<>();
    private int depth;
    private boolean calm;

    Run(Random random) {
      this.random = random;
      for (int i = 0; i < 4; i++) {
        desks.add(newDesk());
      }
    }

    private DenialIntake newDesk() {
      return new DenialIntake(IncidentRules.standard(), List.of(), store, this::send, () -> now);
    }

    private DeliveryResult send(Notification notification) {
      interrupt();
      if (!calm && random.nextInt(20) == 0) {
        return new DeliveryResult.TryLater("the topic does not answer", Optional.empty());
      }
      if (notification
          instanceof Notification.OfRefusal(NotificationKind kind, Incident incident, _, _)) {
        int number = incident.pending().orElseThrow().number();
        told.add(new Told(incident.id(), incident.episode(), number, kind));
        if (!calm && random.nextInt(20) == 0) {
          throw crash();
        }
      }
      return new DeliveryResult.Delivered(Optional.empty());
    }

    /// What may happen between two calls.
    private void interrupt() {
      if (calm) {
        return;
      }
      if (depth < 3 && random.nextInt(6) == 0) {
        step();
      }
      boolean tooLong = !started.isEmpty() && now.isAfter(started.peek().plus(LONGEST));
      if (tooLong || random.nextInt(40) == 0) {
        throw crash();
      }
    }

    /// One invocation, which Lambda ends when it takes too long.
    private boolean invoke(Invocation work) throws DeliveryFailure {
      begun.push(told.size());
      started.push(now);
      try {
        work.run();
        return true;
      } catch (Crash e) {
        return false;
      } finally {
        begun.pop();
        started.pop();
      }
    }

    /// Whoever dies now, after a notification went out and before that was kept, is not known to
    /// have sent it. A sweep dies for one incident, and may go on with the others before that is
    /// seen.
    private Crash crash() {
      int before = begun.isEmpty() ? told.size() : begun.peek();
      told.subList(before, told.size()).stream()
          .filter(one -> isPending(one.id(), one.number()))
          .forEach(one -> diedAfterSending.add(one.id() + "/" + one.number()));
      return new Crash();
    }

    private boolean isPending(String id, int number) {
      return memory
          .find(id)
          .flatMap(Incident::pending)
          .filter(notificationClaim -> notificationClaim.number() == number)
          .isPresent();
    }

    void step() {
      depth++;
      try {
        switch (random.nextInt(10)) {
          case 0, 1, 2, 3 -> deliver(happen());
          case 4 -> again();
          case 5 -> Optional.ofNullable(toTryAgain.pollFirst()).ifPresent(this::deliver);
          case 6 -> sweep();
          case 7 -> changePolicy();
          default -> now = now.plus(Duration.ofSeconds(random.nextInt(depth == 1 ? 180 : 20)));
        }
      } finally {
        depth--;
      }
    }

    private Denial happen() {
      String caller = "caller-" + random.nextInt(2);
      String role = "role-" + random.nextInt(3);
      Instant time = now.minusSeconds(random.nextInt(300));
      Denial denial = Denials.denial("event-" + events.size(), time, caller, "s", role);
      events.put(denial.eventId().orElseThrow(), denial);
      policies.compute(
          IncidentSubject.Refusal.of(denial).id(),
          (_, policy) ->
              policy != null && policy.isPresent() ? policy : Optional.of(CAUSES.getFirst()));
      return denial;
    }

    private void again() {
      if (!events.isEmpty()) {
        List<Denial> all = events.values().stream().toList();
        deliver(all.get(random.nextInt(all.size())));
      }
    }

    private void deliver(Denial denial) {
      arrived.add(denial.eventId().orElseThrow());
      int desk = random.nextInt(desks.size());
      DenialIntake worker = desks.get(desk);
      try {
        if (!invoke(() -> worker.receive(denial, bytes(denial), this::explain))) {
          desks.set(desk, newDesk());
          toTryAgain.addLast(denial);
        }
      } catch (DeliveryFailure | RepositoryFailure e) {
        toTryAgain.addLast(denial);
      }
    }

    private static byte[] bytes(Denial denial) {
      return denial.eventId().orElseThrow().getBytes(StandardCharsets.UTF_8);
    }

    private Explanation explain(Denial denial) {
      return policies
          .getOrDefault(IncidentSubject.Refusal.of(denial).id(), Optional.empty())
          .map(
              cause ->
                  cause == CauseCode.PROPAGATION
                      ? Denials.allowed(denial, cause)
                      : Denials.denied(denial, cause))
          .orElseGet(() -> Denials.allowed(denial, CauseCode.CHANGED_SINCE));
    }

    private void changePolicy() {
      List<String> ids = policies.keySet().stream().sorted().toList();
      if (!ids.isEmpty()) {
        String id = ids.get(random.nextInt(ids.size()));
        int next = random.nextInt(CAUSES.size() + 2);
        policies.put(id, next < CAUSES.size() ? Optional.of(CAUSES.get(next)) : Optional.empty());
        sweep(incidentSweep -> incidentSweep.about(_ -> true, Instant.MAX));
      }
    }

    private void sweep() {
      sweep(incidentSweep -> incidentSweep.due(5, Instant.MAX));
    }

    private void sweep(java.util.function.Consumer<IncidentSweep> look) {
      IncidentSweep incidentSweep =
          new IncidentSweep(
              IncidentRules.standard(),
              List.of(),
              store,
              this::send,
              () -> now,
              event ->
                  Optional.ofNullable(events.get(new String(event, StandardCharsets.UTF_8)))
                      .map(this::explain));
      try {
        invoke(() -> look.accept(incidentSweep));
      } catch (DeliveryFailure e) {
        throw new IllegalStateException("a sweep reports what was not sent", e);
      }
    }

    /// Everything that failed is tried again, and the sweep runs, until nothing is left to do.
    void settle() {
      calm = true;
      for (int i = 0; i < 20; i++) {
        now = now.plus(Duration.ofMinutes(1));
        List<Denial> retries = List.copyOf(toTryAgain);
        toTryAgain.clear();
        retries.forEach(this::deliver);
        sweep(incidentSweep -> incidentSweep.due(100, Instant.MAX));
      }
    }

    void check() {
      assertThat(toTryAgain).isEmpty();
      long counted = 0;
      for (Incident incident : memory.all()) {
        if (incident.subject() instanceof IncidentSubject.Refusal) {
          counted += incident.days().values().stream().mapToLong(Long::longValue).sum();
          checkTold(incident);
        }
      }
      assertThat(counted).as("denials counted").isEqualTo(arrived.size());
    }

    private void checkTold(Incident incident) {
      assertThat(incident.pending()).isEmpty();
      List<Told> firsts =
          told.stream()
              .filter(one -> one.id().equals(incident.id()) && one.kind() == NotificationKind.FIRST)
              .toList();
      // Who died between sending and saying so is not known to have sent.
      for (int episode = 1; episode <= incident.episode(); episode++) {
        int of = episode;
        List<Told> inEpisode = firsts.stream().filter(one -> one.episode() == of).toList();
        assertThat(inEpisode.stream().map(Told::number).distinct())
            .as("first alerts of episode %d of %s", episode, incident)
            .hasSizeLessThanOrEqualTo(1);
        long repeated = inEpisode.size() - inEpisode.stream().distinct().count();
        if (repeated > 0) {
          assertThat(diedAfterSending)
              .contains(incident.id() + "/" + inEpisode.getFirst().number());
        }
      }
      if (incident.phase().isShown()) {
        assertThat(firsts).anyMatch(one -> one.episode() == incident.episode());
      }
      assertThat(incident.phase()).isNotIn(IncidentState.HELD);
      if (incident.phase() == IncidentState.RESOLVED && incident.told().isPresent()) {
        assertThat(told)
            .anyMatch(
                one ->
                    one.id().equals(incident.id())
                        && one.episode() == incident.episode()
                        && one.kind() == NotificationKind.RESOLVED);
      }
    }

    /// The store, with everything that may happen before and after a call of it.
    private final class Interrupted extends InterruptedRepository {
      Interrupted() {
        super(memory, Run.this::interrupt);
      }

      @Override
      public Outcome write(Change change) {
        Outcome outcome = super.write(change);
        if (!calm && random.nextInt(40) == 0) {
          throw crash();
        }
        return outcome;
      }
    }
  }
}
