package dev.rolecall.evidence.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReadCacheTest {

  private final ReadCache<String, String> readCache =
      new ReadCache<>(2, InstantSource.fixed(Instant.EPOCH), _ -> Duration.ofSeconds(60));
  private final AtomicInteger asked = new AtomicInteger();

  private String get(String key) throws InterruptedException {
    return readCache.get(
        key,
        () -> {
          asked.incrementAndGet();
          return "value of " + key;
        });
  }

  @Test
  void whatWasAskedLongestAgoIsForgottenFirst() throws InterruptedException {
    get("a");
    get("b");
    get("c");
    get("b");
    assertThat(asked).hasValue(3);
    get("a");
    assertThat(asked).hasValue(4);
  }

  @Test
  @Timeout(60)
  void whoWaitsAsksHimselfWhenTheFirstGaveUp() throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch giveUp = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first =
          threads.submit(
              () ->
                  readCache.get(
                      "a",
                      () -> {
                        asking.countDown();
                        await(giveUp);
                        throw new IllegalStateException("no time left");
                      }));
      asking.await();
      Future<String> second = threads.submit(() -> get("a"));
      giveUp.countDown();
      assertThatThrownBy(first::get).hasMessageContaining("no time left");
      assertThat(second.get()).isEqualTo("value of a");
    }
    assertThat(asked).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
