package dev.rolecall.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.EventReader;
import dev.rolecall.cloudtrail.EventReading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFilterTest {

  private static final int BLOCK = 1 << 15;
  private static final String LINE = "module.web.aws_instance.this[0]: Refreshing state...\n";
  private static final String ERROR =
      """
      \u2577
      \u2502 Error: Cannot assume IAM Role
      \u2502
      \u2502 IAM Role (arn:aws:iam::222222222222:role/deploy) cannot be assumed.
      \u2502
      \u2502 Error: operation error STS: AssumeRole, https response error StatusCode: 403, RequestID:
      \u2502 9c0b3b5c-0d4f-4f8e-9d4a-3e2f1a0b9c8d, api error AccessDenied: User:
      \u2502 arn:aws:iam::111111111111:user/ci is not authorized to perform: sts:AssumeRole on
      \u2502 resource: arn:aws:iam::222222222222:role/deploy
      \u2575
      """;

  private static String quiet(int length) {
    return LINE.repeat(length / LINE.length() + 1).substring(0, length);
  }

  /// What is left of a text that is written in pieces.
  private static byte[] filtered(String text, int piece) throws Exception {
    OutputQueue queue = new OutputQueue();
    CompletableFuture<byte[]> left =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return queue.readAllBytes();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    OutputFilter filter = new OutputFilter(queue);
    byte[] bytes = text.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i += piece) {
      byte[] part = Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + piece));
      filter.add(part, part.length);
    }
    filter.end();
    filter.end();
    return left.get();
  }

  private static FoundDenials denials(byte[] text) throws IOException {
    FoundDenials denials = new FoundDenials();
    EventReader.readOutput("test", new ByteArrayInputStream(text), denials::add);
    return denials;
  }

  static IntStream places() {
    return IntStream.concat(
        IntStream.iterate(BLOCK - ERROR.length() - 40, i -> i < BLOCK + 40, i -> i + 7),
        IntStream.of(0, 1, 100_000, 500_000, 1_000_000));
  }

  @ParameterizedTest
  @MethodSource("places")
  void anErrorIsFoundWhereverItStands(int place) throws Exception {
    String text = quiet(place) + "\n" + ERROR + quiet(1_000_000 - place);
    assertThat(denials(filtered(text, 4_096)).all())
        .singleElement()
        .isInstanceOfSatisfying(
            EventReading.Told.class,
            told -> {
              assertThat(told.error().caller()).contains("arn:aws:iam::111111111111:user/ci");
              assertThat(told.error().role()).contains("arn:aws:iam::222222222222:role/deploy");
              assertThat(told.error().requestId()).isPresent();
            });
  }

  @Test
  void whatIsFarFromErrorsIsLeftOut() throws Exception {
    assertThat(filtered(quiet(3_000_000), 65_536)).isEmpty();
    assertThat(filtered(quiet(3_000_000) + ERROR + quiet(3_000_000), 65_536))
        .hasSizeLessThan(4 * BLOCK);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 79, 4_096, 100_000})
  void whatIsNearIsKeptAsItIs(int piece) throws Exception {
    String text = quiet(20_000) + ERROR + quiet(10_000);
    assertThat(new String(filtered(text, piece), UTF_8)).isEqualTo(text);
  }

  @Test
  void lineBreaksOfTerminalsBecomePlain() throws Exception {
    String shown = "assume\r\n10 %\r20 %\r\n\r\nend\r";
    for (int piece : new int[] {1, 2, 3, 100}) {
      assertThat(new String(filtered(shown, piece), UTF_8))
          .isEqualTo("assume\n10 %\n20 %\n\nend\n");
    }
  }

  @Test
  void aLineOfAnyLengthHidesNothing() throws Exception {
    String bar = "\r" + "#".repeat(70);
    assertThat(denials(filtered(bar.repeat(400_000) + "\r\n" + ERROR, 65_536)).all()).hasSize(1);
    assertThat(denials(filtered("x".repeat(40_000_000) + "\n" + ERROR, 65_536)).all()).hasSize(1);
  }

  @Test
  void neverMoreThanSomeCallsAreKept() throws Exception {
    String many =
        Stream.iterate(0, i -> i < 500, i -> i + 1)
            .map(i -> ERROR.replace("role/deploy", "role/r" + i))
            .reduce("", String::concat);
    assertThat(denials(filtered(many, 65_536)).all()).hasSize(50);
  }
}
