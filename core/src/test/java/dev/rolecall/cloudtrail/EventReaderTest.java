package dev.rolecall.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.form.GzipInput;
import dev.rolecall.cloudtrail.record.ByteWindow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  private static final Sample OTHER = Sample.byUser().put("eventName", "GetCallerIdentity");

  private static Sample numbered(int id) {
    return Sample.byUser().put("eventID", "e" + id);
  }

  /// Each form holds denials e1, e2, e3 and one other record, which comes second.
  static Stream<Arguments> forms() {
    List<Sample> all = List.of(numbered(1), OTHER, numbered(2), numbered(3));
    List<String> records = all.stream().map(Sample::text).toList();
    String log = "{\"Records\": [" + String.join(",", records) + "]}";
    String lookup =
        "{\"NextToken\": \"n\", \"Events\": ["
            + String.join(",", all.stream().map(Sample::inLookup).toList())
            + "]}";
    List<String> mixed =
        List.of(
            numbered(1).text(),
            "{\"Records\":[" + OTHER.text() + "]}",
            "{\"Events\":[" + numbered(2).inLookup() + "]}",
            numbered(3).inEventBridge());
    String eventBridge = String.join("\n", all.stream().map(Sample::inEventBridge).toList());
    Map<String, String> forms =
        Map.ofEntries(
            Map.entry("log file", log),
            Map.entry("log file with line breaks", log.replace("},{", "},\n{")),
            Map.entry("lookup-events", lookup),
            Map.entry("EventBridge events, one a line", eventBridge),
            Map.entry("array", "[" + String.join(",", records) + "]"),
            Map.entry("array of mixed forms", "[" + String.join(",\n", mixed) + "]"),
            Map.entry("NDJSON", String.join("\n", records) + "\n"),
            Map.entry("NDJSON of Windows", String.join("\r\n", records) + "\r\n"),
            Map.entry("NDJSON with empty lines", "\n" + String.join("\n\n", records)),
            Map.entry("NDJSON of mixed forms", String.join("\n", mixed)),
            Map.entry("concatenated", String.join("", records)),
            Map.entry(
                "pretty-printed", String.join("\n", all.stream().map(Sample::prettyText).toList())),
            Map.entry("with byte order mark", "\ufeff" + log));
    return forms.entrySet().stream().map(form -> Arguments.of(form.getKey(), form.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void everyFormIsRecognised(String form, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int half = bytes.length / 2;
    byte[] twoMembers = join(gzip(bytes, 0, half), gzip(bytes, half, bytes.length - half));
    for (InputStream in :
        List.of(
            new ByteArrayInputStream(bytes),
            new Dripping(bytes),
            new ByteArrayInputStream(gzip(bytes, 0, bytes.length)),
            new ByteArrayInputStream(twoMembers),
            new Dripping(twoMembers))) {
      Sample.Read read = Sample.Read.of(in);
      assertThat(read.problems()).isEmpty();
      assertThat(read.eventIds()).containsExactly("e1", "e2", "e3");
      assertThat(read.counts()).isEqualTo(new EventCounts(4, 1));
      assertThat(read.readings())
          .extracting(reading -> reading.place().record())
          .containsExactly(1L, 3L, 4L);
    }
  }

  @Test
  void oneRecordIsASourceToo() {
    assertThat(Sample.Read.of(numbered(1).text()).eventIds()).containsExactly("e1");
    assertThat(Sample.Read.of(numbered(1).prettyText()).eventIds()).containsExactly("e1");
    assertThat(Sample.Read.of(numbered(1).inEventBridge()).eventIds()).containsExactly("e1");
    assertThat(Sample.Read.of(numbered(1).inLookup()).eventIds()).containsExactly("e1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n \n", "[]", "{\"Records\": []}", "{\"Events\":[]}", "\ufeff"})
  void nothingIsNoRecord(String text) {
    Sample.Read read = Sample.Read.of(text);
    assertThat(read.readings()).isEmpty();
    assertThat(read.counts()).isEqualTo(EventCounts.NONE);
  }

  @Test
  void nothingGzippedIsNoRecord() throws IOException {
    assertThat(Sample.Read.of(gzip(new byte[0], 0, 0)).counts()).isEqualTo(EventCounts.NONE);
  }

  @Test
  void anEventNameMayBeWrittenWithEscapes() {
    String text = numbered(1).text().replace("\"AssumeRole\"", "\"\\u0041ssumeRole\"");
    assertThat(Sample.Read.of(text).eventIds()).containsExactly("e1");
  }

  @Test
  void textsThatAreNotAsciiComeThrough() {
    String text = numbered(1).put("userAgent", "agent-ü-漢-😀").text();
    assertThat(Sample.Read.of(text).readings())
        .extracting(reading -> ((EventReading.Denied) reading).denial().userAgent())
        .containsExactly("agent-ü-漢-😀");
  }

  @Test
  void aRecordMayHaveATextOfMegabytes() {
    String text = numbered(1).put("userAgent", "a".repeat(5_000_000)).text();
    assertThat(Sample.Read.of(text + "\n" + numbered(2).text()).eventIds())
        .containsExactly("e1", "e2");
  }

  /// 300 MB of log in many gzip members, made of one megabyte again and again.
  @ParameterizedTest
  @ValueSource(strings = {"{\"Records\":[|,|{}]}", "|\n|"})
  void aLogOfAnySizeTakesTheSameMemory(String form) throws IOException {
    String[] parts = (form + " ").split("\\|", -1);
    String chunk = (OTHER.text() + parts[1]).repeat(1_200);
    int chunks = 300_000_000 / chunk.length();
    byte[] member = gzip(chunk);
    InputStream in =
        new SequenceInputStream(
            new ByteArrayInputStream(gzip(parts[0])),
            new SequenceInputStream(
                new SequenceInputStream(repeated(member, chunks)),
                new ByteArrayInputStream(gzip(numbered(1).text() + parts[1] + parts[2]))));
    RecordSink recordSink = new RecordSink("log", RecordListeners.of(reading -> {}));
    ByteWindow window = new ByteWindow(new GzipInput(in));
    new RecordScanner(window, recordSink).run();
    EventCounts counts = recordSink.counts();
    assertThat(counts.records() - counts.notOurs() - counts.unrecognized()).isEqualTo(1);
    assertThat(recordSink.counts().notOurs()).isGreaterThanOrEqualTo(1_200L * chunks);
    assertThat(window.capacity()).isEqualTo(1 << 18);
  }

  private static Enumeration<InputStream> repeated(byte[] bytes, int times) {
    return Collections.enumeration(
        Collections.nCopies(times, bytes).stream()
            .<InputStream>map(ByteArrayInputStream::new)
            .toList());
  }

  private static byte[] gzip(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return gzip(bytes, 0, bytes.length);
  }

  static byte[] gzip(byte[] bytes, int offset, int length) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes, offset, length);
    }
    return out.toByteArray();
  }

  static byte[] join(byte[] one, byte[] two) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(one);
    out.writeBytes(two);
    return out.toByteArray();
  }

  /// Gives its bytes one by one and never says that more are at hand, as a slow pipe does.
  static final class Dripping extends InputStream {
    private final ByteArrayInputStream bytes;

    Dripping(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      return bytes.read(to, offset, Math.min(1, length));
    }
  }
}
