package dev.rolecall.cli;

import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.event.EventCounts;
import dev.rolecall.event.EventReading;
import dev.rolecall.event.SuccessfulCall;
import dev.rolecall.gate.WorkingPairs;
import dev.rolecall.message.Count;
import dev.rolecall.report.Report;
import dev.rolecall.report.ReportedIncident;
import dev.rolecall.report.Tally;
import dev.rolecall.report.Unread;
import dev.rolecall.report.reading.Checkpoint;
import dev.rolecall.report.reading.Origin;
import dev.rolecall.report.reading.Reader;
import dev.rolecall.report.reading.SideBySide;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Makes a report.
final class Reporting {

  private static final int REMOTE_THREADS = 16;
  static final int MOST_COMPLAINTS = 20;

  private final ReportRequest request;
  private final LiveOptions.Reader reader;
  private final Console console;
  private final Clock clock;
  private final Tally tally;
  private final Unread unread = new Unread();
  private final WorkingPairs pairs = new WorkingPairs();
  private long sources;
  private EventCounts counts = EventCounts.NONE;

  Reporting(ReportRequest request, LiveOptions.Reader reader, Console console, Clock clock) {
    this.request = request;
    this.reader = reader;
    this.console = console;
    this.clock = clock;
    this.tally = new Tally(request.period());
  }

  /// Reads, explains and writes.
  ///
  /// @return the exit status
  int run() {
    return switch (ReportSources.find(request, reader, console, clock)) {
      case ReportSources.Result.NotUsable(String problem, int status) -> {
        console.complain(problem);
        yield status;
      }
      case ReportSources.Result.Found(ReportSources found) -> run(found);
    };
  }

  private int run(ReportSources found) {
    Optional<Path> kept = request.checkpoint().or(request::part);
    if (kept.isEmpty()) {
      return run(found, Optional.empty());
    }
    try (Checkpoint checkpoint = Checkpoint.open(kept.get())) {
      if (checkpoint.size() > 0) {
        console.complain(
            "going on from "
                + kept.get()
                + ": "
                + Count.of(checkpoint.size(), "source")
                + " in it");
      }
      int status = run(found, Optional.of(checkpoint));
      if (unread.count() == 0) {
        discard(request.part());
      }
      return status;
    } catch (IOException e) {
      console.complain(kept.get() + ": " + e.getMessage());
      return ExitStatus.BAD_INPUT;
    }
  }

  private static void discard(Optional<Path> part) throws IOException {
    if (part.isPresent()) {
      Files.deleteIfExists(part.get());
    }
  }

  private int run(ReportSources found, Optional<Checkpoint> checkpoint) {
    Evidences evidences =
        new Evidences(request.snapshot(), found.live(), problem -> note("snapshot: " + problem));
    if (!evidences.isUsable()) {
      return ExitStatus.BAD_INPUT;
    }
    ReadingProgress progress =
        new ReadingProgress(new Progress(console), clock, found, request.lookup() ? "day" : "file");
    int threads =
        request
            .threads()
            .orElse(request.remote() ? REMOTE_THREADS : Runtime.getRuntime().availableProcessors());
    try {
      new SideBySide(threads, checkpoint, progress::meter, request.pairs().map(_ -> this::worked))
          .read(found.origins(), new Hearing(evidences, progress));
    } catch (InterruptedIOException _) {
      console.complain("interrupted");
      return ExitStatus.FAILED;
    } catch (UncheckedIOException e) {
      console.complain(String.valueOf(e.getMessage()));
      return ExitStatus.FAILED;
    } finally {
      progress.clear();
    }
    evidences.problems().forEach(problem -> note("snapshot: " + problem));
    return new ReportWriting(report(), tally::explain, pairs, request, console).run();
  }

  private void worked(SuccessfulCall call) {
    if (call.time().map(request.period()::contains).orElse(true)) {
      pairs.add(call);
    }
  }

  /// What could not be read is in the report; the first of it is said at once.
  private void note(String problem) {
    if (unread.add(problem) && unread.count() <= MOST_COMPLAINTS) {
      console.complain(problem);
    }
  }

  private Report report() {
    List<ReportedIncident> incidents = tally.incidents();
    return new Report(
        clock.instant(),
        request
            .period()
            .from()
            .or(
                () ->
                    incidents.stream()
                        .flatMap(incident -> incident.firstSeen().stream())
                        .min(Comparator.naturalOrder())),
        request
            .period()
            .to()
            .or(
                () ->
                    incidents.stream()
                        .flatMap(incident -> incident.lastSeen().stream())
                        .max(Comparator.naturalOrder())),
        new Report.Totals(sources, counts.records(), tally.denials()),
        incidents,
        unread.named(),
        unread.count(),
        tally.accountNames());
  }

  /// Adds up what is read.
  private final class Hearing implements Reader {

    private final Evidences evidences;
    private final ReadingProgress progress;

    Hearing(Evidences evidences, ReadingProgress progress) {
      this.evidences = evidences;
      this.progress = progress;
    }

    @Override
    public void take(Origin origin, EventReading reading) {
      switch (reading) {
        case EventReading.Denied denied ->
            evidences
                .of(origin.source())
                .ifPresent(
                    evidence ->
                        tally.add(
                            denied.denial(),
                            denial -> new Explainer(evidence.apply(denial)).explain(denial)));
        case EventReading.Malformed wrong -> {
          progress.clear();
          note(wrong.message());
        }
        case EventReading.NotOurs _ -> {}
      }
    }

    @Override
    public void end(Origin origin, EventCounts read) {
      sources++;
      counts = counts.plus(read);
      progress.end(origin.size(), tally.denials());
    }
  }
}
