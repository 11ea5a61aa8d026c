package dev.rolecall.evidence.snapshot;

import dev.rolecall.evidence.change.ChangeLog;
import dev.rolecall.evidence.change.ChangeReader;
import dev.rolecall.evidence.change.RecordedEffect;
import dev.rolecall.evidence.snapshot.file.SnapshotFile;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import dev.rolecall.problem.InputWords;
import dev.rolecall.problem.SnapshotWords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the files of changes.
final class ChangeFiles {

  /// So many malformed lines of a file are named one by one.
  private static final int MOST_NAMED = 20;

  private final Set<SnapshotProblem> snapshotProblems;
  private final ChangeLog log = new ChangeLog();
  private int records;
  private Optional<SnapshotProblem> first = Optional.empty();

  private ChangeFiles(Set<SnapshotProblem> snapshotProblems) {
    this.snapshotProblems = snapshotProblems;
  }

  /// Reads all files. Lines that are no records are problems, and are skipped.
  static ChangeFiles read(List<SnapshotFile> files, Set<SnapshotProblem> snapshotProblems) {
    ChangeFiles read = new ChangeFiles(snapshotProblems);
    files.forEach(read::read);
    return read;
  }

  /// What they tell.
  ChangeLog log() {
    return log;
  }

  /// Why no record at all could be read; empty when one could, or when there are none.
  Optional<SnapshotProblem> whyUnreadable() {
    return records == 0 ? first : Optional.empty();
  }

  private void read(SnapshotFile file) {
    int number = 0;
    int malformed = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file.open(), StandardCharsets.ISO_8859_1))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank() && !add(file, number, line, malformed)) {
          malformed++;
        }
      }
    } catch (IOException e) {
      note(
          file.problem(
              SnapshotWords.afterLine(number),
              InputWords.unreadable(String.valueOf(e.getMessage()))));
    }
    if (malformed > MOST_NAMED) {
      note(file.problem("", SnapshotWords.moreLines(malformed - MOST_NAMED)));
    }
  }

  /// @param line the bytes of the line, a character each: what is not UTF-8 is for the parser to
  ///   find, so that it spoils no other line
  private boolean add(SnapshotFile file, int number, String line, int malformed) {
    switch (ChangeReader.read(line.getBytes(StandardCharsets.ISO_8859_1))) {
      case ChangeReader.Line.Told(RecordedEffect recordedEffect) -> {
        records++;
        log.add(recordedEffect);
      }
      case ChangeReader.Line.Irrelevant _ -> records++;
      case ChangeReader.Line.Malformed(String what) -> {
        if (malformed < MOST_NAMED) {
          note(file.problem(SnapshotWords.line(number), what));
        }
        return false;
      }
    }
    return true;
  }

  private void note(SnapshotProblem problem) {
    first = first.or(() -> Optional.of(problem));
    snapshotProblems.add(problem);
  }
}
