package dev.rolecall.report.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.cloudtrail.EventCounts;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.cloudtrail.RecordListeners;
import dev.rolecall.evidence.change.InputChanges;
import dev.rolecall.report.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  private static final String RECORD =
      Records.denial("e-1", Instant.parse("2026-11-20T12:00:00Z"), 1, 1, "grüße\\n");

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("kept");
  }

  private void keep(String... sources) throws IOException {
    try (Checkpoint kept = Checkpoint.open(file)) {
      for (String source : sources) {
        kept.keep(source, new EventCounts(3, 2), List.of(RECORD), new InputChanges());
      }
    }
  }

  @Test
  void whatIsKeptComesBackAsItWasRecorded() throws IOException {
    keep("a", "b");
    try (Checkpoint kept = Checkpoint.open(file)) {
      Checkpoint.Kept found = kept.find("b").orElseThrow();
      List<EventReading> readings = new ArrayList<>();
      found.replay(RecordListeners.of(readings::add));
      assertThat(found.counts()).isEqualTo(new EventCounts(3, 2));
      assertThat(readings).hasSize(1);
      assertThat(((EventReading.Denied) readings.getFirst()).denial())
          .usingRecursiveComparison()
          .isEqualTo(Records.read(RECORD));
      assertThat(kept.find("c")).isEmpty();
    }
  }

  @Test
  void whereverAFileWasCutOffTheWholeLinesBeforeItCount() throws IOException {
    keep("a", "b");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      int lines = 0;
      for (int i = 0; i < length; i++) {
        lines += whole[i] == '\n' ? 1 : 0;
      }
      try (Checkpoint kept = Checkpoint.open(file)) {
        assertThat(kept.size()).isEqualTo(Math.max(0, lines - 1));
        kept.keep("c", EventCounts.NONE, List.of(), new InputChanges());
      }
      try (Checkpoint kept = Checkpoint.open(file)) {
        assertThat(kept.find("c")).isPresent();
        assertThat(kept.size()).isEqualTo(Math.max(0, lines - 1) + 1);
      }
    }
  }

  @Test
  void aFileOfSomethingElseIsLeftAlone() throws IOException {
    Files.writeString(file, "dear diary\n");
    assertThatThrownBy(() -> Checkpoint.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a report checkpoint");
    assertThat(file).hasContent("dear diary\n");
  }

  @Test
  void twoReportsCannotHaveIt() throws IOException {
    try (Checkpoint first = Checkpoint.open(file)) {
      assertThatThrownBy(() -> Checkpoint.open(file)).hasMessageContaining("another report");
      assertThat(first.size()).isZero();
    }
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    keep("a");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
