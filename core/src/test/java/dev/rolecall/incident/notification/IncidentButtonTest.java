package dev.rolecall.incident.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.incident.notification.IncidentButton.SnoozePeriod;
import dev.rolecall.incident.notification.IncidentButton.Value;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentButtonTest {

  @Test
  void actionIdsAreFixedBecauseMessagesInSlackHaveThem() {
    assertThat(Arrays.stream(IncidentButton.values()).map(IncidentButton::actionId))
        .containsExactly(
            "rolecall-acknowledge",
            "rolecall-snooze",
            "rolecall-unsnooze",
            "rolecall-check",
            "rolecall-resolve")
        .allMatch(id -> IncidentButton.of(id).isPresent());
    assertThat(IncidentButton.of("rolecall-details")).isEmpty();
  }

  @Test
  void valuesAreReadBack() {
    assertThat(Value.of("refusal-0a1b", 3).text()).isEqualTo("refusal-0a1b:3");
    assertThat(Value.parse("refusal-0a1b:3")).contains(Value.of("refusal-0a1b", 3));
  }

  @ParameterizedTest
  @EnumSource(SnoozePeriod.class)
  void soAreOptions(SnoozePeriod period) {
    Value value = Value.of("shared-0a1b", 12, period);
    assertThat(Value.parse(value.text())).contains(value);
  }

  @Test
  void onlyUntilFixedHasNoLength() {
    assertThat(SnoozePeriod.DAY.length()).contains(Duration.ofHours(24));
    assertThat(SnoozePeriod.UNTIL_FIXED.length()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "refusal-0a1b",
        "refusal-0a1b:",
        "refusal-0a1b:x",
        "refusal-0a1b:-1",
        "refusal-0a1b:99999999999",
        "refusal-0a1b:1:forever",
        "refusal-0a1b:1:1h:1h",
        "slack#1:1",
        "refusal-0a1b:1\n"
      })
  void anythingElseIsNoValue(String text) {
    assertThat(Value.parse(text)).isEmpty();
  }
}
