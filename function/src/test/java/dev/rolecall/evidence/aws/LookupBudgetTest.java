package dev.rolecall.evidence.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

class LookupBudgetTest {

  private static final AccountId ACCOUNT = new AccountId("111111111111");
  private static final Duration LONG = Duration.ofSeconds(10);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final LookupBudget budget = new LookupBudget(now::get);

  private Optional<Duration> take() {
    return budget.take(ACCOUNT, Region.US_EAST_1, LONG);
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
    assertThat(budget.take(ACCOUNT, Region.US_EAST_1, Duration.ofMillis(900))).isEmpty();
    assertThat(take()).contains(Duration.ofSeconds(1));
  }

  @Test
  void accountsAndRegionsHaveBudgetsOfTheirOwn() {
    take();
    take();
    assertThat(budget.take(ACCOUNT, Region.EU_WEST_1, LONG)).contains(Duration.ZERO);
    assertThat(budget.take(new AccountId("222222222222"), Region.US_EAST_1, LONG))
        .contains(Duration.ZERO);
  }
}
