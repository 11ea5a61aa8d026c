package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What was changed shortly before the denial had perhaps not arrived everywhere; what was changed
/// after it may have been different then.
class TimelineTest {

  private static final Instant LONG_AGO = World.DENIED_AT.minus(Duration.ofDays(90));

  private static Facts facts(World world) {
    return Facts.gather(world.denial(), World.ROLE, world.evidence(), true);
  }

  private static Timeline timeline(World world) {
    return new Timeline(facts(world));
  }

  private static World changing(Change.Kind kind, long secondsAfterDenial) {
    return new World()
        .change(
            new Change(
                World.DENIED_AT.plusSeconds(secondsAfterDenial),
                ChangeEvent.UpdateAssumeRolePolicy,
                "arn:aws:iam::111122223333:user/ops",
                Optional.empty(),
                Map.of(ChangeEvent.Name.ROLE, "deploy"),
                kind));
  }

  private static Timeline changed(Change.Kind kind, long secondsAfterDenial) {
    return timeline(changing(kind, secondsAfterDenial));
  }

  @ParameterizedTest
  @CsvSource({
    // seconds after the denial, just before it, since
    "-61, false, false",
    "-60, false, false",
    "-59, true, false",
    "-1, true, false",
    "0, true, false",
    "1, false, true",
    "86400, false, true",
  })
  void aMinuteBeforeTheDenialAndAllTimeSinceCount(long seconds, boolean just, boolean since) {
    for (Change.Kind kind : new Change.Kind[] {Change.Kind.ROLE, Change.Kind.CALLER}) {
      Timeline timeline = changed(kind, seconds);
      assertThat(timeline.justChanged()).as("%s just changed", kind).isEqualTo(just);
      assertThat(timeline.changedSince()).as("%s changed since", kind).isEqualTo(since);
      assertThat(timeline.changedSince(kind)).isEqualTo(since);
    }
  }

  @Test
  void aChangeOfOneSideIsNoneOfTheOther() {
    assertThat(changed(Change.Kind.ROLE, 5).changedSince(Change.Kind.CALLER)).isFalse();
    assertThat(changed(Change.Kind.CALLER, 5).changedSince(Change.Kind.ROLE)).isFalse();
  }

  @Test
  void thatTheRoleWasAssumedChangesNothing() {
    assertThat(changed(Change.Kind.ASSUMED, -5).justChanged()).isFalse();
    assertThat(changed(Change.Kind.ASSUMED, 5).changedSince()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"ROLE", "CALLER"})
  void whatWasCreatedJustBeforeOrSinceWasChangedToo(Change.Kind kind) {
    Instant before = World.DENIED_AT.minusSeconds(5);
    Instant after = World.DENIED_AT.plusSeconds(5);
    assertThat(timeline(created(kind, before)).justChanged()).isTrue();
    assertThat(timeline(created(kind, before)).changedSince()).isFalse();
    assertThat(timeline(created(kind, after)).justChanged()).isFalse();
    assertThat(timeline(created(kind, after)).changedSince()).isTrue();
    assertThat(timeline(created(kind, after)).changedSince(kind)).isTrue();
    assertThat(timeline(created(kind, LONG_AGO)).changedSince(kind)).isFalse();
  }

  private static World created(Change.Kind kind, Instant time) {
    return kind == Change.Kind.ROLE
        ? new World().created(time, LONG_AGO)
        : new World().created(LONG_AGO, time);
  }

  @Test
  void theChangesAreToldAsTheyAre() {
    assertThat(facts(changing(Change.Kind.ROLE, 5)).changeList())
        .extracting(Change::event)
        .containsExactly(ChangeEvent.UpdateAssumeRolePolicy);
  }
}
