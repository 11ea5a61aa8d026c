package dev.rolecall.incident.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.incident.DenialIntake;
import dev.rolecall.incident.Denials;
import dev.rolecall.incident.IncidentSweep;
import dev.rolecall.incident.LookQueue;
import dev.rolecall.incident.notification.DeliveryFailure;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Callers that one trust policy blocks, denied and looked at by several workers at the same time,
/// against DynamoDB's own engine: nobody fights for the one incident of what blocks them.
@Slow
class SharedCauseContentionTest {

  private static final int CALLERS = 300;
  private static final int WORKERS = 5;
  private static final Instant START = Instant.parse("2026-11-03T02:00:00Z");

  private final AtomicLong now = new AtomicLong(START.toEpochMilli());
  private final Map<String, Denial> events = new ConcurrentHashMap<>();
  private final Queue<String> queued = new ConcurrentLinkedQueue<>();
  private final Queue<Notification> told = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final LookQueue queue = (ids, _) -> queued.addAll(ids);
  private volatile boolean fixed;

  @Test
  void hundredsOfCallersThatOneRoleBlocksAreOneAlert() throws Exception {
    try (LocalTable local = new LocalTable()) {
      DynamoIncidentRepository table =
          new DynamoIncidentRepository(local.client(), LocalTable.NAME, this::time);
      Queue<Integer> left = new ConcurrentLinkedQueue<>();
      for (int i = 0; i < CALLERS; i++) {
        left.add(i);
      }
      together(() -> deny(table, left));
      now.addAndGet(15_000);
      together(() -> look(table));
      now.addAndGet(60_000);
      sweep(table).due(1_000, Instant.MAX);
      together(() -> look(table));

      assertThat(failures).isEmpty();
      assertThat(told).filteredOn(one -> one instanceof Notification.OfRefusal).isEmpty();
      Incident shared = shared(table);
      assertThat(shared.extent())
          .hasValueSatisfying(extent -> assertThat(extent.denied()).isEqualTo(CALLERS));
      assertThat(shared.version()).as("writes of the shared incident").isLessThan(10);

      fixed = true;
      for (int minute = 0; minute < 8; minute++) {
        now.addAndGet(60_000);
        sweep(table).due(1_000, Instant.MAX);
        together(() -> look(table));
      }
      assertThat(failures).isEmpty();
      assertThat(shared(table).phase()).isEqualTo(IncidentState.RESOLVED);
      assertThat(told)
          .filteredOn(
              one -> one instanceof Notification.OfSharedCause of && of.kind().isForEveryone())
          .hasSize(2);
      assertThat(table.live()).isEmpty();
    }
  }

  private Instant time() {
    return Instant.ofEpochMilli(now.get());
  }

  private static void together(Runnable work) throws InterruptedException, ExecutionException {
    List<Future<?>> workers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
      for (int i = 0; i < WORKERS; i++) {
        workers.add(threads.submit(work));
      }
    }
    for (Future<?> worker : workers) {
      worker.get();
    }
  }

  private void deny(DynamoIncidentRepository table, Queue<Integer> left) {
    DenialIntake intake =
        new DenialIntake(IncidentRules.standard(), List.of(), table, this::send, this::time, queue);
    for (Integer i = left.poll(); i != null; i = left.poll()) {
      Denial denial = Denials.denial("event-" + i, time(), "caller-" + i, "session", "deploy");
      events.put("event-" + i, denial);
      try {
        intake.receive(denial, ("event-" + i).getBytes(StandardCharsets.UTF_8), this::explain);
      } catch (DeliveryFailure e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void look(DynamoIncidentRepository table) {
    IncidentSweep sweep = sweep(table);
    for (String id = queued.poll(); id != null; id = queued.poll()) {
      sweep
          .look(List.of(id), false, Instant.MAX)
          .forEach(result -> result.failure().ifPresent(failures::add));
    }
  }

  private IncidentSweep sweep(DynamoIncidentRepository table) {
    return new IncidentSweep(
        IncidentRules.standard(),
        List.of(),
        table,
        this::send,
        this::time,
        event ->
            Optional.ofNullable(events.get(new String(event, StandardCharsets.UTF_8)))
                .map(this::explain),
        queue);
  }

  private DeliveryResult send(Notification notification) {
    told.add(notification);
    return new DeliveryResult.Delivered(Optional.empty());
  }

  private Explanation explain(Denial denial) {
    return fixed
        ? Denials.allowed(denial, CauseCode.CHANGED_SINCE)
        : Denials.denied(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
  }

  private static Incident shared(DynamoIncidentRepository table) {
    return table
        .find(
            new IncidentSubject.SharedCause(
                    "arn:aws:iam::111122223333:role/deploy", "", CauseCode.PRINCIPAL_NOT_TRUSTED)
                .id())
        .orElseThrow();
  }
}
