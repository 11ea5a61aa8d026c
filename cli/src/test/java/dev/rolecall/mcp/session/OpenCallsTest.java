package dev.rolecall.mcp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A call is answered once: by its work, by the alarm, or not at all when it was cancelled.
class OpenCallsTest {

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final AtomicInteger answers = new AtomicInteger();

  private Runnable hangs(OpenCalls calls, Object id) {
    return () -> {
      begun.countDown();
      try {
        Thread.sleep(20_000);
      } catch (InterruptedException _) {
        interrupted.set(true);
      }
      if (calls.claim(id)) {
        answers.incrementAndGet();
      }
      ended.countDown();
    };
  }

  @Test
  void aCallThatTakesTooLongIsStoppedAndAnsweredByTheAlarm() throws Exception {
    OpenCalls calls = new OpenCalls(Duration.ofMillis(100));
    AtomicInteger late = new AtomicInteger();

    assertThat(calls.begin(1, hangs(calls, 1), late::incrementAndGet))
        .isEqualTo(OpenCalls.Begun.RUNNING);

    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    calls.finish();
    assertThat(interrupted).isTrue();
    assertThat(late).hasValue(1);
    assertThat(answers).hasValue(0);
  }

  @Test
  void aCancelledCallIsStoppedAndNotAnswered() throws Exception {
    OpenCalls calls = new OpenCalls(Duration.ofSeconds(30));
    AtomicInteger late = new AtomicInteger();
    calls.begin("a", hangs(calls, "a"), late::incrementAndGet);
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    calls.cancel("a");

    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    calls.finish();
    assertThat(interrupted).isTrue();
    assertThat(answers).hasValue(0);
    assertThat(late).hasValue(0);
  }

  @Test
  void anIdIsOfOneCallAtATime() throws Exception {
    OpenCalls calls = new OpenCalls(Duration.ofSeconds(30));
    calls.begin(1L, hangs(calls, 1L), () -> {});
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(calls.begin(1L, () -> {}, () -> {})).isEqualTo(OpenCalls.Begun.ID_IN_USE);
    calls.cancel(1L);
    calls.finish();
  }

  @Test
  void thereIsRoomForSoManyAndNoMore() {
    OpenCalls calls = new OpenCalls(Duration.ofSeconds(30));
    for (int i = 0; i < OpenCalls.MOST; i++) {
      assertThat(calls.begin(i, hangs(calls, i), () -> {})).isEqualTo(OpenCalls.Begun.RUNNING);
    }
    assertThat(calls.begin(-1, () -> {}, () -> {})).isEqualTo(OpenCalls.Begun.BUSY);
    for (int i = 0; i < OpenCalls.MOST; i++) {
      calls.cancel(i);
    }
    calls.finish();
  }
}
