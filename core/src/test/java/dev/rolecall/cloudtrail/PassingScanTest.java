package dev.rolecall.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.record.ByteWindow;
import dev.rolecall.cloudtrail.record.RecordBytes;
import dev.rolecall.evidence.change.InputChanges;
import dev.rolecall.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is passed over is the same as what a parser finds unimportant.
class PassingScanTest {

  private static final String OTHER =
      "{\"eventVersion\":\"1.11\",\"userIdentity\":{\"type\":\"AssumedRole\",\"arn\":"
          + "\"arn:aws:sts::111122223333:assumed-role/app/i-1\"},\"eventTime\":"
          + "\"2026-01-01T00:00:00Z\",\"eventSource\":\"s3.amazonaws.com\",\"eventName\":"
          + "\"GetObject\",\"requestParameters\":{\"key\":\"caf\\u00e9 ü\",\"n\":[1,2.5e3,-0,{}]},"
          + "\"responseElements\":null,\"eventID\":\"o~\",\"readOnly\":true}";

  private static final String ASSUMED =
      OTHER.replace("GetObject", "AssumeRole").replace("s3.amazonaws", "sts.amazonaws");

  private static final String DENIED = Sample.byUser().put("eventID", "d~").text();

  private static final List<String> RECORDS =
      List.of(
          OTHER,
          OTHER,
          OTHER,
          ASSUMED,
          DENIED,
          OTHER.replace("GetObject", "PutRolePolicy"),
          OTHER.replace("{\"eventVersion", "{\"errorCode\":\"NoSuchKey\",\"eventVersion"),
          OTHER.replace("\"readOnly\":true", "\"errorCode\":\"X\",\"errorMessage\":\"trust\""),
          OTHER.replace("\"readOnly\":true", "\"errorCode\":\"X\",\"errorMessage\":\"no key\""),
          OTHER.replace("\"arn\"", "\"n\":17,\"in\":{\"more\":{}},\"arn\""),
          OTHER.replace(
              "\"responseElements\"", "\"apiVersion\":\"2015-03-31\",\"responseElements\""),
          DENIED.replace("\"eventName\"", "\"\\u0065ventName\""),
          OTHER.replace("\"key\":", "\"eventName\":\"AssumeRole\",\"errorCode\":\"X\",\"key\":"),
          "{\"version\":\"0\",\"id\":\"0f9d8f5e-1111-2222-3333-444455556666\",\"time\":\"x\","
              + "\"resources\":[],\"detail\":"
              + OTHER
              + "}",
          "{\"detail\":" + DENIED + "}",
          "{\"detail\":" + OTHER + ",\"more\":" + OTHER + "}",
          "{\"log\":\"An error occurred (AccessDenied) when calling the AssumeRole operation: User:"
              + " arn:aws:iam::111111111111:user/ci~ is not authorized to perform: sts:AssumeRole"
              + " on resource: arn:aws:iam::222222222222:role/deploy\"}",
          "{\"eventName\":null,\"eventID\":\"n\"}",
          "{\"eventname\":\"AssumeRole\"}",
          "{}",
          "[{}]",
          "7",
          "\"text\"");

  /// All that is heard of a source, and the count.
  private static List<String> read(byte[] bytes, int chunk, boolean passing) throws IOException {
    List<String> heard = new ArrayList<>();
    OtherCalls others =
        new OtherCalls() {
          @Override
          public boolean matters(String eventName) {
            return eventName.equals("PutRolePolicy");
          }

          @Override
          public boolean assumesMatter() {
            return true;
          }

          @Override
          public void take(JsonValue record) {
            heard.add("other " + record.find("eventID").map(JsonValue::text));
          }

          @Override
          public void take(RecordBytes assumed) {
            heard.add("assumed " + assumed.text("eventID") + assumed.text("userIdentity", "arn"));
          }
        };
    RecordSink sink =
        new RecordSink(
            "in",
            RecordListeners.of(
                    reading ->
                        heard.add(
                            reading instanceof EventReading.Denied denied
                                ? denied.denial().eventId() + " " + denied.place()
                                : reading instanceof EventReading.Told told
                                    ? told.denial().awsMessage() + " " + told.place()
                                    : reading.toString()))
                .andOthers(others));
    TextScanner texts = new TextScanner(sink);
    ByteWindow window = new ByteWindow(chunks(bytes, chunk));
    new RecordScanner(window, sink, texts, new PassingScan(sink, texts, passing ? 1_000_000 : -1))
        .run();
    heard.add(sink.counts().toString());
    return heard;
  }

  private static InputStream chunks(byte[] bytes, int most) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] to, int offset, int length) {
        return super.read(to, offset, Math.min(length, most));
      }
    };
  }

  private static byte[] document(Random random) {
    List<String> records =
        IntStream.range(0, 1 + random.nextInt(random.nextInt(8) == 0 ? 400 : 20))
            .mapToObj(i -> RECORDS.get(random.nextInt(RECORDS.size())).replace("~", "" + i))
            .map(
                record ->
                    switch (random.nextInt(16)) {
                      case 0 -> record.replace(",\"", ",\n \"").replace("\":", "\" :\t");
                      case 1 -> record.replace(",\"", ",\r\n\"");
                      default -> record;
                    })
            .toList();
    String between = random.nextInt(4) == 0 ? " ,\n" : ",";
    String text =
        switch (random.nextInt(6)) {
          case 0 -> "[" + String.join(between, records) + "]";
          case 1 -> String.join("\n", records) + "\n";
          case 2 -> " { \"Records\" :\n[ " + String.join(between, records) + " ] }\n" + DENIED;
          case 3 ->
              "{\"Records\":["
                  + String.join(between, records)
                  + "],\"eventName\":\"AssumeRole\",\"errorCode\":\"AccessDenied\"}";
          default -> "{\"Records\":[" + String.join(between, records) + "]}";
        };
    return changed(text.getBytes(StandardCharsets.UTF_8), random);
  }

  private static byte[] changed(byte[] text, Random random) {
    byte[] bytes = text;
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes = Arrays.copyOf(bytes, at + 1);
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = (byte) "{}[]\",:\\ \n\r\t0".charAt(random.nextInt(13));
        default -> {
          byte[] longer = new byte[bytes.length + 1];
          System.arraycopy(bytes, 0, longer, 0, at);
          longer[at] = (byte) "{}[]\",:\\x\u0001 \n".charAt(random.nextInt(12));
          System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
          bytes = longer;
        }
      }
    }
    return bytes;
  }

  @Test
  void nothingIsPassedOverThatAParserWouldFind() throws IOException {
    for (int seed = 0; seed < 800; seed++) {
      Random random = new Random(seed);
      byte[] bytes = document(random);
      int chunk = random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(3_000);
      assertThat(read(bytes, chunk, true)).as("seed %d", seed).isEqualTo(read(bytes, chunk, false));
    }
  }

  private static boolean passes(String json) {
    RecordSink sink = new RecordSink("in", RecordListeners.of(_ -> {}));
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new PassingScan(sink, new TextScanner(sink)).scan(bytes, 0, bytes.length);
  }

  @Test
  void mostRecordsNeedNoParser() {
    assertThat(passes(OTHER)).isTrue();
    assertThat(passes(ASSUMED)).isTrue();
    assertThat(passes("{\"detail\":" + OTHER + "}")).isTrue();
    assertThat(passes(OTHER.replace(",\"", " ,\n\t\""))).isTrue();
    assertThat(passes(DENIED)).isFalse();
  }

  /// A record with all kinds of values.
  private static final String REGULAR =
      OTHER
          .replace(
              "\"arn\":",
              "\"n\":-1.5e3,\"mfa\":false,\"none\":{},\"in\":{\"by\":\"a\\tb\"},\"arn\":")
          .replace(
              "\"responseElements\":null",
              "\"responseElements\":null,\"apiVersion\":\"2015-03-31\",\"errorCode\":\"NoSuchKey\","
                  + "\"errorMessage\":\"no such key: x\",\"resources\":[{\"a\":1}],"
                  + "\"tlsDetails\":{\"tlsVersion\":\"TLSv1.3\"},\"size\":12");

  private static String seen(PassingScan scan, byte[] bytes, int length) {
    boolean sure = scan.scan(bytes, 0, length);
    return sure
        + " "
        + (sure ? scan.end() : -1)
        + " "
        + (!sure && scan.isCutOff())
        + (sure ? " " + scan.records() + scan.isAssumed() + scan.isTimed() + scan.lines() : "")
        + (sure && scan.records() > 0 ? " " + scan.recordStart() + "-" + scan.recordEnd() : "");
  }

  private static PassingScan scan(RecordSink sink, RecordShapes shapes) {
    return new PassingScan(sink, new TextScanner(sink), 0, shapes);
  }

  @ParameterizedTest
  @MethodSource("regular")
  void aKnownShapeChangesNothing(String record) {
    RecordSink sink =
        new RecordSink("in", RecordListeners.of(_ -> {}).andOthers(new InputChanges()));
    byte[] bytes = (record + ",").getBytes(StandardCharsets.UTF_8);
    RecordShapes shapes = new RecordShapes();
    PassingScan knowing = scan(sink, shapes);
    assertThat(knowing.scan(bytes, 0, bytes.length)).isTrue();
    assertThat(knowing.isKnown()).isFalse();
    assertThat(knowing.scan(bytes, 0, bytes.length)).isTrue();
    assertThat(knowing.isKnown()).isTrue();
    byte[] others = "{}[]\",:\\ \n\r\tx0-A\u0001".getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < record.length(); at++) {
      assertThat(seen(knowing, bytes, at))
          .isEqualTo(seen(scan(sink, new RecordShapes()), bytes, at));
      for (byte other : others) {
        byte[] changed = bytes.clone();
        changed[at] = other;
        assertThat(seen(knowing, changed, changed.length))
            .as("%s at %d", (char) other, at)
            .isEqualTo(seen(scan(sink, new RecordShapes()), changed, changed.length));
      }
    }
  }

  static Stream<String> regular() {
    return Stream.of(
        REGULAR,
        REGULAR.replace("\"errorCode\":\"NoSuchKey\",", "").replace("GetObject", "AssumeRole"),
        REGULAR.replace("NoSuchKey", "AccessDenied").replace("GetObject", "CreateSession0"));
  }

  @Test
  void shapesAreForgottenRatherThanTooMany() {
    RecordSink sink = new RecordSink("in", RecordListeners.of(_ -> {}));
    PassingScan scan = scan(sink, new RecordShapes());
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = OTHER.replace("readOnly", "field" + i).getBytes(StandardCharsets.UTF_8);
      assertThat(scan.scan(bytes, 0, bytes.length)).isTrue();
      assertThat(scan.records()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":-}",
        "{\"a\":1e}",
        "{\"a\":+1}",
        "{\"a\":nul}",
        "{\"a\":truex}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u00g0\"}",
        "{\"a\":\"\u0001\"}",
        "{\"a\":\"tab\there and more than eight\"}",
        "{\"a\" \"b\"}",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "{a:1}",
        "{\"a\":[1,]}",
        "{\"a\":[,1]}",
        "{\"a\":[1 2]}",
        "{\"a\":[}",
        "{\"a\":{]}",
        "{\"a\":1]",
        "{'a':1}",
        "{\"a\":NaN}"
      })
  void whatIsBrokenIsLeftToTheParser(String broken) {
    String inside = OTHER.replace("\"n\":[", "\"x\":" + broken + ",\"n\":[");
    assertThat(passes(broken)).isFalse();
    assertThat(passes(inside)).isFalse();
    assertThat(passes(inside.replace(broken, "{}"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"8, true", "200, false"})
  void deepOnesAreLeftToTheParser(int depth, boolean passed) {
    String nested = "[".repeat(depth) + "]".repeat(depth);
    assertThat(passes(OTHER.replace("\"n\":[", "\"x\":" + nested + ",\"n\":["))).isEqualTo(passed);
  }

  @Test
  void aStreamThatFailsFailsBehindWhatCameBefore() {
    byte[] bytes =
        ("{\"detail\":" + DENIED.replace("~", "1") + "}\n" + "{\"detail\":" + OTHER + ",")
            .getBytes(StandardCharsets.UTF_8);
    InputStream failing =
        new InputStream() {
          private final InputStream in = new ByteArrayInputStream(bytes);

          @Override
          public int read() throws IOException {
            int next = in.read();
            if (next < 0) {
              throw new IOException("gone");
            }
            return next;
          }

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            int count = in.read(to, offset, length);
            if (count < 0) {
              throw new IOException("gone");
            }
            return count;
          }
        };
    Sample.Read read = Sample.Read.of(failing);
    assertThat(read.eventIds()).containsExactly("d1");
    assertThat(read.problems()).containsExactly("in: cannot be read: gone, after record 2");
  }
}
