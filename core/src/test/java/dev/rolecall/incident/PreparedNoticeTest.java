package dev.rolecall.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.notification.DeliveryFailure;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.notification.NotificationChannel;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.state.IncidentRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// A notice is made ready while its incident is written, and goes out only when that was kept.
class PreparedNoticeTest {

  private static final Instant NOW = Instant.parse("2026-11-03T02:00:00Z");

  private final MemoryRepository store = new MemoryRepository();

  /// Remembers what was made ready and what got out.
  private static final class Outlet implements NotificationChannel<Notification> {
    private final List<Notification> prepared = new ArrayList<>();
    private final List<Notification> out = new ArrayList<>();

    @Override
    public DeliveryResult deliver(Notification message) {
      out.add(message);
      return new DeliveryResult.Delivered(Optional.empty());
    }

    @Override
    public Supplier<DeliveryResult> prepare(Notification message) {
      prepared.add(message);
      return () -> deliver(message);
    }
  }

  private static void deny(IncidentRepository store, Outlet outlet, String eventId) {
    try {
      new DenialIntake(
              IncidentRules.standard().gathering(Duration.ZERO, 0),
              List.of(),
              store,
              outlet,
              InstantSource.fixed(NOW))
          .receive(
              Denials.denial(eventId, NOW, "ci", "session", "deploy"),
              new byte[0],
              denial -> Denials.denied(denial, CauseCode.PRINCIPAL_NOT_TRUSTED));
    } catch (DeliveryFailure e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatWasMadeReadyIsWhatGetsOut() {
    Outlet outlet = new Outlet();
    deny(store, outlet, "event-1");
    assertThat(outlet.prepared).hasSize(1);
    assertThat(outlet.out).containsExactlyElementsOf(outlet.prepared);
  }

  @Test
  void whatAnotherInstanceSaidMeanwhileIsNotSaidAgain() {
    Outlet outlet = new Outlet();
    Outlet others = new Outlet();
    deny(
        new InterruptedRepository(
            store,
            () -> {
              if (!outlet.prepared.isEmpty() && others.out.isEmpty()) {
                deny(store, others, "event-2");
              }
            }),
        outlet,
        "event-1");
    assertThat(others.out).hasSize(1);
    assertThat(outlet.prepared).hasSize(1);
    assertThat(outlet.out).isEmpty();
  }
}
