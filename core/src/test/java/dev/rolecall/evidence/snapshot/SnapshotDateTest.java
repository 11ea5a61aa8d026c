package dev.rolecall.evidence.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A snapshot that tells when it was taken can be older or younger than a denial.
class SnapshotDateTest {

  private static final String NAME = "snapshot.json";

  @TempDir private Path directory;
  private Folder folder;

  @BeforeEach
  void writeInto() {
    folder = new Folder(directory);
    folder.roles("111111111111.json", Folder.role("arn:aws:iam::111111111111:role/deploy"));
  }

  private static Optional<Instant> date(Snapshot snapshot) {
    return snapshot.evidence().asOf().get();
  }

  @Test
  void aSnapshotWithoutTheFileIsOfNoKnownTime() {
    assertThat(date(folder.open())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-30T01:02:03Z, 2026-11-30T01:02:03Z",
    "2026-11-30T01:02:03+02:00, 2026-11-29T23:02:03Z"
  })
  void theTimeIsThatOfTheFile(String written, Instant time) {
    folder.write(NAME, "{\"by\": {\"tool\": [1]}, \"takenAt\": \"%s\"}".formatted(written));
    Snapshot snapshot = folder.open();
    assertThat(date(snapshot)).contains(time);
    assertThat(snapshot.problems()).isEmpty();
  }

  @Test
  void aFileThatTellsNoTimeIsNoProblem() {
    folder.write(NAME, "{}");
    Snapshot snapshot = folder.open();
    assertThat(date(snapshot)).isEmpty();
    assertThat(snapshot.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"takenAt\": \"yesterday\"}", "{\"takenAt\": []}", "{\"takenAt\": "})
  void aTimeThatCannotBeReadIsAProblemAndNoTime(String text) {
    folder.write(NAME, text);
    Snapshot snapshot = folder.open();
    assertThat(date(snapshot)).isEmpty();
    assertThat(snapshot.problems()).anyMatch(problem -> problem.toString().contains(NAME));
  }

  @Test
  void ofSeveralSnapshotsTheLatestCounts(@TempDir Path more) {
    folder.write(NAME, "{\"takenAt\": \"2026-11-30T00:00:00Z\"}");
    new Folder(more).write(NAME, "{\"takenAt\": \"2026-12-01T00:00:00Z\"}");
    Instant latest = Instant.parse("2026-12-01T00:00:00Z");
    assertThat(date(Folder.open(directory, more))).contains(latest);
    assertThat(date(Folder.open(more, directory))).contains(latest);
  }
}
