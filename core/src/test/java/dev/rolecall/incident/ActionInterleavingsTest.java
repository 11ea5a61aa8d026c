package dev.rolecall.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.incident.action.IncidentAction;
import dev.rolecall.incident.action.SnoozePeriod;
import dev.rolecall.incident.notification.DeliveryFailure;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

/// People who act while denials come and looks are made: between any two calls of the store by one
/// of them, the others may do all of their work.
class ActionInterleavingsTest {

  private static final int STEPS = 250;

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyRequestIsDoneOnceAndEveryDenialCounted(int seed) {
    Run run = new Run(new Random(seed));
    for (int i = 0; i < STEPS; i++) {
      run.step();
    }
    run.settle();
    run.check();
  }

  private static final class Run {
    private final Random random;
    private final MemoryRepository memory = new MemoryRepository();
    private final IncidentRepository store = new InterruptedRepository(memory, this::interrupt);
    private final Map<String, Denial> events = new HashMap<>();
    private final List<ActionRequest> requests = new ArrayList<>();
    private final Map<String, Integer> done = new HashMap<>();
    private final Set<String> numbers = new HashSet<>();
    private final DenialIntake desk =
        new DenialIntake(IncidentRules.standard(), List.of(), store, this::send, () -> this.now);
    private final IncidentActions actions =
        new IncidentActions(store, LookQueue.none(), () -> this.now);
    private CauseCode truth = CauseCode.PRINCIPAL_NOT_TRUSTED;
    private Instant now = Scene.START;
    private int depth;
    private boolean calm;

    Run(Random random) {
      this.random = random;
    }

    private DeliveryResult send(Notification notification) {
      interrupt();
      if (notification
          instanceof Notification.OfRefusal(NotificationKind kind, Incident incident, _, _)) {
        boolean loud = kind == NotificationKind.REMINDER || kind == NotificationKind.CHANGED;
        boolean asked = incident.snooze().filter(this::isRunning).isPresent();
        assertThat(loud && asked && !wasResent(incident))
            .as("%s of a snoozed incident: %s", kind, incident)
            .isFalse();
        numbers.add(incident.id() + "/" + incident.pending().orElseThrow().number());
      }
      return new DeliveryResult.Delivered(Optional.empty());
    }

    private boolean isRunning(SnoozePeriod snooze) {
      return !snooze.isOver(now);
    }

    /// Whoever asks for a notice gets it, snoozed or not; so does who ends a snooze and begins
    /// another.
    private static boolean wasResent(Incident incident) {
      return incident.actions().stream()
              .anyMatch(
                  one ->
                      switch (one.kind()) {
                        case RESENT, UNSNOOZED -> true;
                        case ACKNOWLEDGED, SNOOZED, RESOLVED, CHECKED_AGAIN -> false;
                      })
          || incident.actions().size() >= 20;
    }

    private void interrupt() {
      if (!calm && depth < 3 && random.nextInt(5) == 0) {
        step();
      }
    }

    void step() {
      depth++;
      try {
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> deny();
          case 3 -> sweep();
          case 4, 5 -> act();
          case 6 ->
              truth =
                  random.nextBoolean()
                      ? CauseCode.PRINCIPAL_NOT_TRUSTED
                      : CauseCode.EXTERNAL_ID_MISSING;
          default -> now = now.plus(Duration.ofSeconds(random.nextInt(depth == 1 ? 900 : 5)));
        }
      } finally {
        depth--;
      }
    }

    private void deny() {
      Denial denial =
          Denials.denial("event-" + events.size(), now, "ci", "s", "role-" + random.nextInt(2));
      events.put(denial.eventId().orElseThrow(), denial);
      try {
        desk.receive(
            denial, denial.eventId().orElseThrow().getBytes(StandardCharsets.UTF_8), this::explain);
      } catch (DeliveryFailure e) {
        throw new IllegalStateException(e);
      }
    }

    private Explanation explain(Denial denial) {
      return Denials.denied(denial, truth);
    }

    private void sweep() {
      new IncidentSweep(
              IncidentRules.standard(),
              List.of(),
              store,
              this::send,
              () -> now,
              event ->
                  Optional.ofNullable(events.get(new String(event, StandardCharsets.UTF_8)))
                      .map(this::explain))
          .due(10, Instant.MAX);
    }

    private void act() {
      boolean again = !requests.isEmpty() && random.nextInt(4) == 0;
      ActionRequest request = again ? recent() : request(requests.size());
      if (!again) {
        requests.add(request);
      }
      Optional<Incident> before = memory.find(request.incident());
      boolean late =
          before.isPresent()
              && request.action() instanceof IncidentAction.Snooze(var until)
              && until.filter(end -> !end.isAfter(now)).isPresent();
      if (!late && actions.perform(request) instanceof ActionResult.Done) {
        done.merge(request.requestId().orElseThrow(), 1, Integer::sum);
      }
    }

    /// One that may come again: what is older than so many others is forgotten.
    private ActionRequest recent() {
      int from = Math.max(0, requests.size() - 15);
      return requests.get(from + random.nextInt(requests.size() - from));
    }

    private ActionRequest request(int number) {
      List<IncidentAction> all =
          List.of(
              new IncidentAction.Acknowledge(),
              new IncidentAction.Snooze(Optional.of(now.plus(Duration.ofHours(1)))),
              new IncidentAction.Snooze(Optional.empty()),
              new IncidentAction.Unsnooze(),
              new IncidentAction.Resolve(),
              new IncidentAction.CheckAgain(),
              new IncidentAction.Resend());
      String role = "role-" + random.nextInt(2);
      return new ActionRequest(
          IncidentSubject.Refusal.of(Denials.denial("", now, "ci", "s", role)).id(),
          Optional.empty(),
          all.get(random.nextInt(all.size())),
          "person-" + random.nextInt(3),
          Optional.empty(),
          Optional.of("request-" + number));
    }

    void settle() {
      calm = true;
      for (int i = 0; i < 10; i++) {
        now = now.plus(Duration.ofMinutes(1));
        sweep();
      }
    }

    void check() {
      assertThat(done.values()).isNotEmpty().allMatch(times -> times == 1);
      long counted = 0;
      for (Incident incident : memory.all()) {
        if (incident.subject() instanceof IncidentSubject.Refusal) {
          counted += incident.days().values().stream().mapToLong(Long::longValue).sum();
          assertThat(incident.pending()).isEmpty();
          assertThat(incident.wanted()).isEmpty();
          for (int number = 1; number <= incident.notices(); number++) {
            assertThat(numbers).contains(incident.id() + "/" + number);
          }
        }
      }
      assertThat(counted).isEqualTo(events.size());
    }
  }
}
