package dev.rolecall.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.doctor.FakeInstallation;
import dev.rolecall.incident.MemoryRepository;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastDenialTest {

  private static final Instant NOW = FakeInstallation.NOW;

  private static Incident incident(String role, IncidentState incidentState, Duration ago) {
    Instant seen = NOW.minus(ago);
    return Incident.begin(
            new IncidentSubject.Refusal(
                "arn:aws:iam::111122223333:role/ci", role, "sts:AssumeRole"),
            seen)
        .phase(incidentState)
        .lastSeen(seen)
        .due(seen)
        .build();
  }

  private static void keep(IncidentRepository store, Incident incident) {
    store.write(
        new IncidentRepository.Change(Optional.empty(), List.of(incident), Optional.empty()));
  }

  @Test
  void itIsTheNewestOfLiveAndEndedIncidents() {
    MemoryRepository store = new MemoryRepository();
    assertThat(TableCheck.last(store, NOW)).isEmpty();

    keep(store, incident("a", IncidentState.OPEN, Duration.ofHours(5)));
    assertThat(TableCheck.last(store, NOW)).contains(NOW.minus(Duration.ofHours(5)));

    keep(store, incident("b", IncidentState.RESOLVED, Duration.ofHours(3)));
    keep(store, incident("c", IncidentState.OPEN, Duration.ofDays(2)));
    assertThat(TableCheck.last(store, NOW)).contains(NOW.minus(Duration.ofHours(3)));
  }
}
