package dev.rolecall.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PausingInputTest {

  @Test
  void allBytesComeThrough() throws IOException {
    byte[] bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);
    AtomicInteger pauses = new AtomicInteger();
    PausingInput in =
        new PausingInput(
            new ByteArrayInputStream(bytes), Duration.ofHours(1), pauses::incrementAndGet);
    assertThat(in.read()).isEqualTo(bytes[0] & 0xff);
    assertThat(in.readAllBytes()).hasSize(bytes.length - 1);
    assertThat(in.read()).isEqualTo(-1);
    assertThat(pauses).hasValue(0);
  }

  @Test
  void aPauseIsToldAndWhatFollowsIsRead() throws Exception {
    CountDownLatch paused = new CountDownLatch(1);
    try (PipedOutputStream out = new PipedOutputStream();
        PipedInputStream pipe = new PipedInputStream(out)) {
      PausingInput in = new PausingInput(pipe, Duration.ofMillis(50), paused::countDown);
      out.write('a');
      out.flush();
      assertThat(in.read()).isEqualTo('a');
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (out) {
                      assertThat(paused.await(20, TimeUnit.SECONDS)).isTrue();
                      out.write('b');
                    } catch (IOException | InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      assertThat(in.read()).isEqualTo('b');
      assertThat(in.read()).isEqualTo(-1);
      writer.join();
    }
  }

  @Test
  void aFailureComesBehindWhatWasRead() throws IOException {
    InputStream failing =
        new InputStream() {
          private int left = 3;

          @Override
          public int read() throws IOException {
            if (left-- == 0) {
              throw new IOException("gone");
            }
            return 'x';
          }

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            to[offset] = (byte) read();
            return 1;
          }
        };
    PausingInput in = new PausingInput(failing, Duration.ofHours(1), () -> {});
    assertThat(in.readNBytes(3)).hasSize(3);
    assertThatThrownBy(in::read).hasMessage("gone");
  }
}
