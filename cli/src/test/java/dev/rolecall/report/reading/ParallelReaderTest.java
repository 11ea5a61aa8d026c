package dev.rolecall.report.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.Slow;
import dev.rolecall.cloudtrail.EventCounts;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.cloudtrail.EventSource;
import dev.rolecall.evidence.change.InputChanges;
import dev.rolecall.report.Records;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Slow
class ParallelReaderTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  /// What a reader was told, in order.
  private static final class Told implements SourceReader {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void take(EventSourceId eventSourceId, EventReading reading, byte[] record) {
      lines.add(
          switch (reading) {
            case EventReading.Denied denied -> denied.denial().eventId().orElse("");
            case EventReading.Malformed malformed -> "malformed";
            case EventReading.NotOurs other -> "other";
            case EventReading.Told told -> "told";
            case EventReading.Unrecognized strange -> "unrecognized";
          });
    }

    @Override
    public void end(EventSourceId eventSourceId, EventCounts counts, InputChanges changes) {
      lines.add(eventSourceId.source().name() + ": " + counts.records());
    }
  }

  private final AtomicInteger opened = new AtomicInteger();

  private EventSourceId origin(String name, String text) {
    return new EventSourceId(
        new EventSource.Supplied(
            name,
            () -> {
              opened.incrementAndGet();
              return bytes(text);
            }),
        Optional.of(name),
        text.length());
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /// So many sources, of very different lengths.
  private List<EventSourceId> sources(int number) {
    return IntStream.range(0, number).mapToObj(i -> origin("s" + i, records(i))).toList();
  }

  private static String records(int source) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < (source * 37) % 300; i++) {
      text.append(Records.other("o")).append('\n');
      text.append(Records.denial(source + "-" + i, NOON, source, i)).append('\n');
    }
    return text.toString();
  }

  private static List<String> told(
      List<EventSourceId> origins, int threads, Optional<Checkpoint> kept) throws IOException {
    Told told = new Told();
    new ParallelReader(threads, kept, in -> in, Optional.empty()).read(origins.iterator(), told);
    return told.lines;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 16})
  void sourcesAreToldOfInTheirOrderHoweverManyThreadsRead(int threads) throws IOException {
    assertThat(told(sources(100), threads, Optional.empty()))
        .isEqualTo(told(sources(100), 1, Optional.empty()));
  }

  @Test
  void threadsAreOnlySoFarAhead() throws IOException {
    AtomicInteger most = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    new ParallelReader(2, Optional.empty(), in -> in, Optional.empty())
        .read(
            sources(200).iterator(),
            new SourceReader() {
              @Override
              public void take(EventSourceId eventSourceId, EventReading reading, byte[] record) {}

              @Override
              public void end(
                  EventSourceId eventSourceId, EventCounts counts, InputChanges changes) {
                most.accumulateAndGet(opened.get() - ended.getAndIncrement(), Math::max);
              }
            });
    assertThat(opened.get()).isEqualTo(200);
    assertThat(most.get()).isBetween(1, 16);
  }

  @Test
  void whatFailsWhileItIsHeardEndsTheReading() {
    assertThatThrownBy(
            () ->
                new ParallelReader(4, Optional.empty(), in -> in, Optional.empty())
                    .read(
                        sources(100).iterator(),
                        new SourceReader() {
                          @Override
                          public void take(
                              EventSourceId eventSourceId, EventReading reading, byte[] record) {
                            throw new IllegalStateException("enough");
                          }

                          @Override
                          public void end(
                              EventSourceId eventSourceId,
                              EventCounts counts,
                              InputChanges changes) {}
                        }))
        .hasMessage("enough");
  }

  @Test
  void aSourceThatCannotBeOpenedIsMalformedAndTheOthersAreRead() throws IOException {
    EventSourceId broken =
        new EventSourceId(
            new EventSource.Supplied(
                "broken",
                () -> {
                  throw new IOException("gone");
                }),
            Optional.of("broken"),
            0);
    assertThat(told(List.of(broken, origin("s1", records(1))), 2, Optional.empty()))
        .startsWith("malformed", "broken: 0")
        .endsWith("s1: 74");
  }

  @Test
  void aSecondRunReadsOnlyWhatIsNew(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("kept");
    List<String> first;
    try (Checkpoint kept = Checkpoint.open(file)) {
      first = told(sources(20), 2, Optional.of(kept));
    }
    assertThat(opened.getAndSet(0)).isEqualTo(20);
    try (Checkpoint kept = Checkpoint.open(file)) {
      assertThat(kept.size()).isEqualTo(20);
      assertThat(told(sources(20), 2, Optional.of(kept))).isEqualTo(first);
      assertThat(opened.get()).isZero();
      assertThat(told(sources(21), 2, Optional.of(kept))).startsWith(first.toArray(String[]::new));
    }
    assertThat(opened.get()).isEqualTo(1);
  }

  @Test
  void whatIsCorruptIsReadAgain(@TempDir Path folder) throws IOException {
    List<EventSourceId> origins = List.of(origin("bad", records(1) + "{\"eventName\": ["));
    try (Checkpoint kept = Checkpoint.open(folder.resolve("kept"))) {
      List<String> first = told(origins, 1, Optional.of(kept));
      assertThat(first).contains("malformed");
      assertThat(told(origins, 1, Optional.of(kept))).isEqualTo(first);
    }
    assertThat(opened.get()).isEqualTo(2);
  }
}
