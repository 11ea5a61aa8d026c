package dev.rolecall.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.cloudtrail.record.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Slow
class MalformedInputTest {

  private static final String ONE = Sample.byUser().put("eventID", "e1").text();
  private static final String TWO = Sample.byUser().put("eventID", "e2").text();
  private static final String WRONG = Sample.byUser().put("userIdentity.type", "7").text();

  @ParameterizedTest
  @ValueSource(strings = {"{\"Records\": [~,~]}", "[~,~]", "~\n~", "[~,\n~]"})
  void aBadRecordLeavesTheOthersWhole(String form) {
    List<String> parts = List.of(form.split("~", -1));
    String values = String.join(parts.get(1), ONE, WRONG, "5", "[{}]", "\"text\"", TWO);
    String text = parts.get(0) + values + parts.get(2);
    Sample.Read read = Sample.Read.of(text);
    assertThat(read.eventIds()).containsExactly("e1", "e2");
    assertThat(read.problems().getFirst())
        .isEqualTo("in: record 2: userIdentity.type: expected a string, found a number");
    assertThat(read.problems()).contains("in: record 3: not a JSON object");
    assertThat(read.counts().records()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "{oops}",
        "[oops",
        "}",
        "{\"eventName\": \"AssumeRole\", \"errorCode\": ",
        "{\"Records\": [{\"eventName\": \"Ass",
        "{\"a\": {\"b\": [1, 2",
        "{\"a\": \"text that does not end"
      })
  void aBrokenLineLeavesTheOthersWhole(String line) {
    Sample.Read read = Sample.Read.of(String.join("\n", ONE, line, TWO));
    assertThat(read.eventIds()).containsExactly("e1", "e2");
    assertThat(read.problems()).hasSize(1);
    assertThat(read.problems().getFirst())
        .startsWith("in: record 2 (line ")
        .contains("invalid JSON");
    assertThat(read.readings().getLast().place().record()).isEqualTo(3);
  }

  @Test
  void aBrokenLineIsNamedByItsNumber() {
    assertThat(Sample.Read.of(String.join("\n", ONE, "", "{oops}", ONE, "{oops}")).problems())
        .extracting(problem -> problem.substring(0, problem.indexOf(')') + 1))
        .containsExactly("in: record 2 (line 3)", "in: record 4 (line 5)");
  }

  @Test
  void whatFollowsABreakInsideALogFileIsNotRead() {
    String text = "{\"Records\": [\n" + ONE + ",\n{\"eventName\": oops},\n" + TWO + "\n]}";
    Sample.Read read = Sample.Read.of(text);
    assertThat(read.eventIds()).containsExactly("e1");
    assertThat(read.problems()).hasSize(1);
    assertThat(read.problems().getFirst()).startsWith("in: record 2 (line 3): invalid JSON: ");
  }

  @Test
  void aTruncatedFileSaysSo() {
    String log = "{\"Records\": [" + ONE + "," + TWO + "]}";
    assertThat(Sample.Read.of(log.substring(0, log.length() - 10)).problems())
        .containsExactly("in: record 2 (line 1): invalid JSON: it ends too early");
    assertThat(Sample.Read.of(log.substring(0, log.length() - 1)).problems())
        .containsExactly("in: record 3 (line 1): invalid JSON: it ends too early");
  }

  @ParameterizedTest
  @ValueSource(strings = {"42", "\"text\"", "null", "true"})
  void aValueThatIsNoObjectIsNoRecord(String text) {
    assertThat(Sample.Read.of(text).problems()).containsExactly("in: record 1: not a JSON object");
  }

  @Test
  void aKeyMustNotStandTwice() {
    String text = ONE.replaceFirst("\\{", "{\"eventID\":\"first\",");
    assertThat(Sample.Read.of(text).problems())
        .containsExactly("in: record 1: invalid JSON: `eventID` is given twice");
    String inside = ONE.replace("\"type\":\"IAMUser\"", "\"type\":\"Root\",\"type\":\"IAMUser\"");
    assertThat(Sample.Read.of(inside).problems())
        .containsExactly("in: record 1: invalid JSON: `type` is given twice");
  }

  @ParameterizedTest
  @ValueSource(ints = {0xff, 0xc0, 0x80, 0xed})
  void aTextThatIsNotUtf8SpoilsItsRecordOnly(int bad) {
    byte[] text =
        ("{\"Records\": [" + ONE.replace("aws-cli", "aws-~li") + "," + TWO + "]}")
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length; i++) {
      text[i] = text[i] == '~' ? (byte) bad : text[i];
    }
    Sample.Read read = Sample.Read.of(text);
    assertThat(read.problems()).containsExactly("in: record 1: not UTF-8 text");
    assertThat(read.eventIds()).containsExactly("e2");
  }

  @Test
  void depthSpoilsARecordOnlyWhereItMatters() {
    String deep = "[".repeat(2_000) + "]".repeat(2_000);
    String ours = ONE.replace("\"requestParameters\":null", "\"requestParameters\":" + deep);
    String other = "{\"eventName\": \"PutObject\", \"requestParameters\": " + deep + "}";
    Sample.Read read =
        Sample.Read.of("{\"Records\": [" + String.join(",", ours, other, TWO) + "]}");
    assertThat(read.eventIds()).containsExactly("e2");
    assertThat(read.problems()).hasSize(1);
    assertThat(read.problems().getFirst()).startsWith("in: record 1: invalid JSON: ");
    assertThat(read.counts()).isEqualTo(new EventCounts(3, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"detail\":", "{\"Records\":[", "[{\"Events\":["})
  void bottomlessDepthIsBroken(String opening) {
    assertThat(Sample.Read.of(opening.repeat(1_000_000)).problems()).isNotEmpty();
  }

  @Test
  void namesThatNeverRepeatDoNoHarm() {
    StringBuilder log = new StringBuilder("{\"Records\": [");
    for (int i = 0; i < 20_000; i++) {
      log.append("{\"k").append(i).append("n".repeat(1_000)).append("\": 1},");
    }
    log.append(ONE).append("]}");
    Sample.Read read = Sample.Read.of(log.toString());
    assertThat(read.eventIds()).containsExactly("e1");
    assertThat(read.counts()).isEqualTo(new EventCounts(20_001, 0, 20_000));
  }

  @Test
  void aRecordOverTheLimitIsNotRead() {
    String huge = Sample.byUser().put("userAgent", "a".repeat(StrictJson.MAX_BYTES)).text();
    String other = huge.replace("AssumeRole", "GetRole");
    Sample.Read read = Sample.Read.of(String.join("\n", huge, other, TWO));
    assertThat(read.problems()).containsExactly("in: record 1: larger than 16 MiB");
    assertThat(read.eventIds()).containsExactly("e2");
    assertThat(read.counts()).isEqualTo(new EventCounts(3, 1));
  }

  @Test
  void problemsFitOnALine() {
    String name = "\\u001b[31m\\n" + "n".repeat(1_000);
    String text = ONE.replaceFirst("\\{", "{\"" + name + "\":1,\"" + name + "\":2,");
    assertThat(Sample.Read.of(text).problems().getFirst())
        .hasSizeLessThan(300)
        .doesNotContain("\n", "\u001b");
  }

  @Test
  void anEventInsideATextIsNamedByItsField() {
    Sample lookup = Sample.byUser();
    String event = "{\"EventName\": \"AssumeRole\", \"CloudTrailEvent\": %s}";
    assertThat(Sample.Read.of(event.formatted("5")).problems())
        .containsExactly("in: record 1: CloudTrailEvent: expected a string, found a number");
    assertThat(Sample.Read.of(event.formatted("\"[]\"")).problems())
        .containsExactly("in: record 1: CloudTrailEvent: expected an object, found a list");
    assertThat(Sample.Read.of(event.formatted("\"{\"")).problems())
        .containsExactly("in: record 1: CloudTrailEvent: invalid JSON: it ends too early");
    assertThat(Sample.Read.of(lookup.put("errorMessage", "5").inLookup()).problems())
        .containsExactly(
            "in: record 1: CloudTrailEvent.errorMessage: expected a string, found a number");
    assertThat(Sample.Read.of(lookup.inEventBridge()).problems())
        .containsExactly("in: record 1: detail.errorMessage: expected a string, found a number");
  }

  @Test
  void corruptGzipDataSaysWhere() throws IOException {
    byte[] member = gzip(ONE);
    byte[] damaged = gzip(TWO);
    damaged[damaged.length - 6] ^= 1; // the checksum
    Sample.Read read = Sample.Read.of(EventReaderTest.join(member, damaged));
    assertThat(read.eventIds()).containsExactly("e1", "e2");
    assertThat(read.problems()).containsExactly("in: gzip data is corrupt after record 2");
    byte[] noMember = EventReaderTest.join(member, "garbage".getBytes(StandardCharsets.UTF_8));
    assertThat(Sample.Read.of(noMember).problems())
        .containsExactly("in: gzip data is corrupt after record 1");
    assertThat(Sample.Read.of(Arrays.copyOf(member, member.length + 512)).problems()).isEmpty();
  }

  @Test
  void truncatedGzipDataSaysWhere() throws IOException {
    byte[] gzip = EventReaderTest.join(gzip(ONE), gzip(TWO));
    assertThat(Sample.Read.of(Arrays.copyOf(gzip, gzip.length - 3)).problems())
        .containsExactly("in: gzip data ends too early, after record 2");
    for (int length = 2; length < gzip.length; length++) {
      assertThat(Sample.Read.of(Arrays.copyOf(gzip, length)).problems().size())
          .isEqualTo(length == gzip(ONE).length ? 0 : 1);
    }
  }

  @Test
  void aDiskThatFailsSaysWhere() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Input/output error");
          }

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            return read();
          }
        };
    assertThat(Sample.Read.of(failing).problems())
        .containsExactly("in: cannot be read: Input/output error");
    assertThat(
            Sample.Read.of(
                    new SequenceInputStream(
                        new ByteArrayInputStream(ONE.getBytes(StandardCharsets.UTF_8)), failing))
                .problems())
        .containsExactly("in: cannot be read: Input/output error, after record 1");
  }

  static IntStream seeds() {
    return IntStream.range(0, 20);
  }

  /// Whatever is cut out, doubled or overwritten: an answer, and no exception.
  @ParameterizedTest
  @MethodSource("seeds")
  void noInputBreaksTheReader(int seed) throws IOException {
    Random random = new Random(seed);
    String log = "{\"Records\": [" + ONE + "," + Sample.bySession().withParameters().text() + "]}";
    String text = String.join("\n", log, Sample.byUser().inLookup(), TWO, "[" + WRONG + "]");
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    byte[] gzip = gzip(text);
    for (int round = 0; round < 200; round++) {
      byte[] bytes = (round % 4 == 0 ? gzip : plain).clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean() ? (byte) random.nextInt() : bytes[random.nextInt(bytes.length)];
      }
      int from = random.nextInt(3) == 0 ? random.nextInt(bytes.length) : 0;
      int to = random.nextInt(3) == 0 ? from + random.nextInt(bytes.length - from) : bytes.length;
      Sample.Read read = Sample.Read.of(Arrays.copyOfRange(bytes, from, to));
      assertThat(read.counts().records()).isLessThan(1_000);
    }
  }

  private static byte[] gzip(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return EventReaderTest.gzip(bytes, 0, bytes.length);
  }
}
