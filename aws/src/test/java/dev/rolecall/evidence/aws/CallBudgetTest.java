package dev.rolecall.evidence.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CallBudgetTest {

  private static final Duration LONG = Duration.ofSeconds(10);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final CallBudget<String> budget = new CallBudget<>(now::get, 2, Duration.ofSeconds(1));

  private Optional<Duration> take() {
    return budget.take("here", LONG);
  }

  @Test
  void twoCallsASecondGoAtOnceAndTheNextOnesWait() {
    assertThat(take()).contains(Duration.ZERO);
    assertThat(take()).contains(Duration.ZERO);
    assertThat(take()).contains(Duration.ofSeconds(1));
    assertThat(take()).contains(Duration.ofSeconds(1));
    assertThat(take()).contains(Duration.ofSeconds(2));
  }

  @Test
  void aSecondLaterTheBudgetIsWhole() {
    take();
    take();
    now.set(Instant.EPOCH.plusSeconds(2));
    assertThat(take()).contains(Duration.ZERO);
    assertThat(take()).contains(Duration.ZERO);
  }

  @Test
  void whatCannotBeWaitedForIsNotTaken() {
    take();
    take();
    assertThat(budget.take("here", Duration.ofMillis(900))).isEmpty();
    assertThat(take()).contains(Duration.ofSeconds(1));
  }

  @Test
  void everyPlaceHasABudgetOfItsOwn() {
    take();
    take();
    assertThat(budget.take("there", LONG)).contains(Duration.ZERO);
  }
}
