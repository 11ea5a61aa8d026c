package dev.rolecall.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSourcesTest {

  private static final InputStream NOTHING = InputStream.nullInputStream();

  @TempDir private Path root;

  private Path file(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, Sample.byUser().text());
  }

  private List<EventSource> sources(String... arguments) {
    return EventSources.of(List.of(arguments), NOTHING);
  }

  private static EventSource plain(Path path) {
    return new EventSource.EventFile(path, Optional.empty());
  }

  @Test
  void aFileIsTakenWhateverItsName() throws IOException {
    Path file = file("record.txt");
    assertThat(sources(file.toString())).containsExactly(plain(file));
  }

  @Test
  void aDirectoryStandsForTheEventFilesInItByPath() throws IOException {
    Path second = file("b/c/two.ndjson");
    Path third = file("z.json.gz");
    Path first = file("a.json");
    file("notes.md");
    file(".git/config.json");
    assertThat(sources(root.toString())).containsExactly(plain(first), plain(second), plain(third));
  }

  @Test
  void aScenarioStandsForItsEventAndItsSnapshot() throws IOException {
    Path event = file("event.json");
    file("snapshot/111111111111.json");
    file("explanation.json");
    assertThat(sources(root.toString()))
        .containsExactly(new EventSource.EventFile(event, Optional.of(root.resolve("snapshot"))));
  }

  @Test
  void scenariosAreFoundBelowADirectory() throws IOException {
    Path two = file("cause/two/event.json");
    file("cause/one/snapshot/a.json");
    Path one = file("cause/one/event.json");
    file("cause/one/explanation.json");
    Path loose = file("cause/loose.json");
    assertThat(sources(root.toString()))
        .containsExactly(
            plain(loose),
            new EventSource.EventFile(one, Optional.of(root.resolve("cause/one/snapshot"))),
            plain(two));
  }

  @Test
  void argumentsKeepTheirOrder() throws IOException {
    Path b = file("b.json");
    Path a = file("a.json");
    assertThat(sources(b.toString(), "-", a.toString()))
        .containsExactly(plain(b), new EventSource.StandardInput(NOTHING), plain(a));
  }

  @Test
  void standardInputIsReadOnce() {
    assertThat(sources("-", "-"))
        .containsExactly(
            new EventSource.StandardInput(NOTHING),
            new EventSource.Unusable("-", "standard input can be read only once"));
  }

  @Test
  void whatIsNotThereIsNamed() {
    String missing = root.resolve("missing").toString();
    assertThat(sources(missing, "a\0b"))
        .containsExactly(
            new EventSource.Unusable(missing, "no such file or directory"),
            new EventSource.Unusable("a\0b", "not a path"));
  }

  @Test
  void aDirectoryWithoutEventsIsNamed() throws IOException {
    file("notes.md");
    assertThat(sources(root.toString()))
        .containsExactly(
            new EventSource.Unusable(
                root.toString(), "no event files in this directory (*.json, *.ndjson, *.gz)"));
  }

  @Test
  void linksThatLeadBackAreNotFollowedForever() throws IOException {
    Path file = file("deep/a.json");
    Files.createSymbolicLink(root.resolve("deep/back"), root);
    assertThat(sources(root.toString())).containsExactly(plain(file));
  }

  @Test
  void everySourceCanBeRead() throws IOException {
    byte[] piped = Sample.byUser().put("eventID", "piped").text().getBytes(StandardCharsets.UTF_8);
    List<EventReading> readings = new ArrayList<>();
    EventCounts counts = EventCounts.NONE;
    String file = file("a.json").toString();
    for (EventSource source :
        EventSources.of(List.of(file, "-", "nowhere"), new ByteArrayInputStream(piped))) {
      counts = counts.plus(EventSources.read(source, readings::add));
    }
    assertThat(counts).isEqualTo(new EventCounts(2, 0));
    assertThat(readings)
        .extracting(reading -> reading.place().toString())
        .containsExactly(file + ": record 1", "standard input: record 1", "nowhere");
    assertThat(((EventReading.Malformed) readings.getLast()).message())
        .isEqualTo("nowhere: no such file or directory");
  }

  @Test
  void aFileThatIsGoneByThenIsNamed() throws IOException {
    Path file = file("a.json");
    EventSource source = sources(file.toString()).getFirst();
    Files.delete(file);
    List<EventReading> readings = new ArrayList<>();
    assertThat(EventSources.read(source, readings::add)).isEqualTo(EventCounts.NONE);
    assertThat(readings)
        .containsExactly(
            new EventReading.Malformed(
                SourceLocation.of(file.toString()), "no such file or directory"));
  }
}
