package dev.rolecall.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.notification.Digest;
import java.time.Duration;
import java.time.LocalDate;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/// What a digest tells of the days before.
class DigestBuilderTest {

  @Test
  void denialsAreCountedOnTheirDays() {
    Scene scene = new Scene();
    for (int i = 0; i < 5; i++) {
      scene.denied("ci", "deploy");
    }
    scene.truth = denial -> Denials.denied(denial, CauseCode.MFA_REQUIRED);
    scene.denied("ann", "admin");
    scene.after(Duration.ofMinutes(90));
    scene.truth = denial -> Denials.allowed(denial, CauseCode.CHANGED_SINCE);
    scene.changed();
    scene.truth = denial -> Denials.denied(denial, CauseCode.MFA_REQUIRED);
    scene.after(Duration.ofHours(24)).denied("ann", "admin");

    Digest digest = DigestBuilder.digest(scene.store, Digest.Period.DAILY, scene.now());

    assertThat(digest.from()).isEqualTo(LocalDate.of(2026, 11, 3));
    assertThat(digest.to()).isEqualTo(LocalDate.of(2026, 11, 3));
    assertThat(digest.denials()).isEqualTo(6);
    assertThat(digest.causes())
        .containsEntry(CauseCode.PRINCIPAL_NOT_TRUSTED, 5L)
        .containsEntry(CauseCode.MFA_REQUIRED, 1L);
    assertThat(digest.pairs())
        .extracting(Digest.Pair::denials, Digest.Pair::resolved)
        .containsExactly(Tuple.tuple(5L, true), Tuple.tuple(1L, false));
    assertThat(digest.resolved()).isEqualTo(1);
    assertThat(digest.typicalResolution()).contains(Duration.ofMinutes(90));
    assertThat(digest.undetermined()).isZero();
  }

  @Test
  void aWeekHasSevenDays() {
    Scene scene = new Scene();
    scene.denied("ci", "deploy");
    scene.after(Duration.ofDays(7));

    assertThat(DigestBuilder.digest(scene.store, Digest.Period.WEEKLY, scene.now()).denials())
        .isEqualTo(1);
    scene.after(Duration.ofDays(1));
    assertThat(DigestBuilder.digest(scene.store, Digest.Period.WEEKLY, scene.now()).denials())
        .isZero();
  }
}
