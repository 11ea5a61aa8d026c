package dev.rolecall.mcp.tool;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.live.EvidenceSources;
import dev.rolecall.cli.live.LiveAws;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cli.live.SignIn;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.denial.Denial;
import dev.rolecall.evidence.Evidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What the user let the server read. A session lasts for hours: each call sees the snapshots as
/// they are then, and asks AWS again.
public final class SessionEvidence {

  private final List<Path> snapshots;
  private final Optional<LiveOptions.Reader> reader;
  private final Clock clock;
  private Optional<Opened> opened = Optional.empty();

  /// Snapshots, and what their files looked like when they were opened.
  private record Opened(
      String files, EvidenceSources sources, Function<Denial, Evidence> evidence) {}

  /// What one call knows.
  ///
  /// @param user the ARN of the user, when AWS is read
  record Known(Function<Denial, Evidence> evidence, Optional<String> user, EvidenceSources files) {

    /// Adds what was found wrong in snapshots.
    void problems(CallNotes notes) {
      files.problems().forEach(problem -> notes.add(RunWords.inSnapshot(problem)));
    }
  }

  /// @param reader with whose credentials AWS is read; empty when it is not
  public SessionEvidence(List<Path> snapshots, Optional<LiveOptions.Reader> reader, Clock clock) {
    this.snapshots = List.copyOf(snapshots);
    this.reader = reader;
    this.clock = clock;
  }

  /// How many snapshots were given.
  public int size() {
    return snapshots.size();
  }

  /// Whether AWS is read.
  public boolean isLive() {
    return reader.isPresent();
  }

  /// With whose credentials AWS is read.
  Optional<LiveOptions.Reader> reader() {
    return reader;
  }

  /// Says at the start that a snapshot cannot be used.
  ///
  /// @throws CommandFailure when one cannot be opened
  public void check() {
    snapshot();
  }

  /// Opens the snapshots again at the next call: one that was stopped may have left a file half
  /// read.
  public synchronized void forget() {
    opened = Optional.empty();
  }

  /// The snapshots, opened again if their files changed.
  private synchronized Opened snapshot() {
    String files = look();
    if (opened.filter(it -> it.files().equals(files)).isEmpty()) {
      EvidenceSources sources =
          new EvidenceSources(
              snapshots,
              Optional.empty(),
              problem -> {
                throw new CommandFailure(RunWords.inSnapshot(problem), ExitStatus.BAD_INPUT);
              });
      opened = Optional.of(new Opened(files, sources, sources.shared().orElseThrow()));
    }
    return opened.orElseThrow();
  }

  /// What one call knows.
  ///
  /// @param console hears whose credentials AWS is read with
  /// @throws CommandFailure when a snapshot cannot be opened, or there are no credentials
  Known open(Console console) {
    Opened files = snapshot();
    Function<Denial, Evidence> saved = files.evidence();
    if (reader.isEmpty()) {
      return new Known(saved, Optional.empty(), files.sources());
    }
    SignIn user = SignIn.of(reader.get(), console);
    Function<Denial, Evidence> ask = LiveAws.evidence(user, clock);
    return new Known(
        denial -> saved.apply(denial).orElse(() -> ask.apply(denial)),
        Optional.of(user.caller()),
        files.sources());
  }

  private String look() {
    StringBuilder look = new StringBuilder();
    for (Path snapshot : snapshots) {
      try (Stream<Path> files = Files.walk(snapshot)) {
        for (Path file : (Iterable<Path>) files.sorted()::iterator) {
          look.append(file)
              .append(' ')
              .append(Files.getLastModifiedTime(file).toMillis())
              .append(' ')
              .append(Files.size(file))
              .append('\n');
        }
      } catch (IOException | UncheckedIOException e) {
        look.append(e.getMessage()).append('\n');
      }
    }
    return look.toString();
  }
}
