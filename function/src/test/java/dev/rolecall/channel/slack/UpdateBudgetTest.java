package dev.rolecall.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UpdateBudgetTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final UpdateBudget budget = new UpdateBudget();

  /// The incidents of `count` that are updated in one minute.
  private List<String> updated(int count, int minute) {
    List<String> updated = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String incident = "denial-%04x".formatted(7919 * i);
      Instant now = NOON.plus(Duration.ofMinutes(minute)).plusMillis(100L * i);
      if (budget.take(incident, now)) {
        updated.add(incident);
      }
    }
    return updated;
  }

  @Test
  void fewMessagesAreUpdatedEveryMinute() {
    for (int minute = 0; minute < 5; minute++) {
      assertThat(updated(UpdateBudget.MOST, minute)).hasSize(UpdateBudget.MOST);
    }
  }

  @Test
  void manyMessagesTakeTurns() {
    assertThat(updated(200, 0)).hasSize(UpdateBudget.MOST);
    Set<String> reached = new HashSet<>();
    int all = 0;
    for (int minute = 1; minute <= 5; minute++) {
      List<String> updated = updated(200, minute);
      assertThat(updated).hasSizeLessThanOrEqualTo(UpdateBudget.MOST);
      reached.addAll(updated);
      all += updated.size();
    }
    assertThat(reached).as("each once in five minutes").hasSize(all).hasSizeGreaterThan(180);
  }

  @Test
  void aMinuteWithoutUpdatesForgetsThoseBefore() {
    updated(200, 0);
    assertThat(updated(30, 2)).hasSize(30);
  }

  @Test
  void noneIsTakenWhileSlackIsBusy() {
    budget.close(NOON.plusSeconds(1));
    assertThat(budget.take("denial-1", NOON)).isFalse();
    assertThat(budget.take("denial-1", NOON.plusSeconds(1))).isTrue();
  }
}
