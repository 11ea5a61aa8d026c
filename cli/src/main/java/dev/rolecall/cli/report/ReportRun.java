package dev.rolecall.cli.report;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Progress;
import dev.rolecall.cli.input.HeldDenials;
import dev.rolecall.cli.live.EvidenceSources;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.cloudtrail.EventCounts;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.cloudtrail.EventSource;
import dev.rolecall.cloudtrail.SuccessfulCall;
import dev.rolecall.cloudtrail.text.CallHints;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.evidence.change.InputChanges;
import dev.rolecall.gate.pairs.ObservedAccesses;
import dev.rolecall.report.Report;
import dev.rolecall.report.ReportBuilder;
import dev.rolecall.report.ReportedIncident;
import dev.rolecall.report.Unread;
import dev.rolecall.report.reading.Checkpoint;
import dev.rolecall.report.reading.EventSourceId;
import dev.rolecall.report.reading.ParallelReader;
import dev.rolecall.report.reading.SourceReader;
import dev.rolecall.report.terraform.TerraformRoles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a report: adds up what is read.
final class ReportRun implements SourceReader {

  private static final int REMOTE_THREADS = 16;
  static final int MOST_COMPLAINTS = 20;

  private final ReportRequest request;
  private final ReportSources found;
  private final TerraformRoles roles;
  private final Console console;
  private final Clock clock;
  private final ReportBuilder reportBuilder;
  private final EvidenceSources evidenceSources;
  private final ReadingProgress progress;
  private final HeldDenials<EventSourceId> held = new HeldDenials<>(CallHints.NONE);
  private final InputChanges changes = new InputChanges();
  private final Map<EventSource, InputChanges> ofScenarios = new HashMap<>();
  private boolean full;
  private final Unread unread = new Unread();
  private final ObservedAccesses pairs = new ObservedAccesses();
  private long sources;
  private EventCounts counts = EventCounts.NONE;

  ReportRun(ReportRequest request, ReportSources found, Console console, Clock clock) {
    this.request = request;
    this.found = found;
    this.roles = request.terraform().map(ReportRun::terraform).orElseGet(TerraformRoles::none);
    this.console = console;
    this.clock = clock;
    this.reportBuilder = new ReportBuilder(request.period());
    this.evidenceSources =
        new EvidenceSources(
            request.snapshot(), found.live(), problem -> note(RunWords.inSnapshot(problem)));
    this.progress = new ReadingProgress(new Progress(console), clock, found, request.unit());
  }

  private static TerraformRoles terraform(Path folder) {
    TerraformRoles roles = TerraformRoles.read(folder);
    if (roles.isEmpty() && roles.problems().isEmpty()) {
      throw new CommandFailure(RunWords.noConfiguration(folder), ExitStatus.BAD_INPUT);
    }
    return roles;
  }

  /// Reads, explains and writes.
  ///
  /// @return the exit status
  int run() {
    Optional<Path> kept = request.checkpoint().or(request::part);
    if (kept.isEmpty()) {
      return run(Optional.empty());
    }
    try (Checkpoint checkpoint = Checkpoint.open(kept.get())) {
      if (checkpoint.size() > 0) {
        console.complain(RunWords.resuming(kept.get(), checkpoint.size()));
      }
      int status = run(Optional.of(checkpoint));
      if (unread.count() == 0 && request.part().isPresent()) {
        Files.deleteIfExists(request.part().get());
      }
      return status;
    } catch (IOException e) {
      throw new CommandFailure(kept.get() + ": " + e.getMessage(), ExitStatus.BAD_INPUT);
    }
  }

  private int run(Optional<Checkpoint> checkpoint) {
    if (evidenceSources.shared().isEmpty()) {
      return ExitStatus.BAD_INPUT;
    }
    int threads =
        request
            .threads()
            .orElse(request.remote() ? REMOTE_THREADS : Runtime.getRuntime().availableProcessors());
    try (held) {
      read(threads, checkpoint);
      held.release(this::add);
    }
    if (changes.dropped() > 0) {
      note(RunWords.changesNotKept(changes.dropped()));
    }
    if (changes.droppedSuccesses() > 0) {
      console.complain(RunWords.successesNotKept(changes.droppedSuccesses()));
    }
    evidenceSources.problems().forEach(problem -> note(RunWords.inSnapshot(problem)));
    return new ReportWriter(report(), roles, pairs, request, console).run();
  }

  private void read(int threads, Optional<Checkpoint> checkpoint) {
    try {
      new ParallelReader(
              threads, checkpoint, progress::meter, request.pairs().map(_ -> this::worked))
          .read(found.origins().iterator(), this);
    } catch (InterruptedIOException _) {
      throw new CommandFailure(RunWords.interrupted(), ExitStatus.FAILED);
    } catch (UncheckedIOException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), ExitStatus.FAILED);
    } finally {
      progress.clear();
    }
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
    List<ReportedIncident> incidents = reportBuilder.incidents();
    Optional<Instant> first =
        incidents.stream()
            .flatMap(incident -> incident.firstSeen().stream())
            .min(Comparator.naturalOrder());
    Optional<Instant> last =
        incidents.stream()
            .flatMap(incident -> incident.lastSeen().stream())
            .max(Comparator.naturalOrder());
    return new Report(
        clock.instant(),
        request.period().from().or(() -> first),
        request.period().to().or(() -> last),
        new Report.Totals(sources, counts.records(), reportBuilder.denials(), found.scans().get()),
        incidents,
        unread.named(),
        unread.count(),
        reportBuilder.accountNames(),
        reportBuilder::explain);
  }

  @Override
  public void take(EventSourceId eventSourceId, EventReading reading, byte[] record) {
    switch (reading) {
      case EventReading.Denied(Denial denial, var _) ->
          hold(eventSourceId, reading, denial, record);
      case EventReading.Told(Denial denial, var _, var _, var _) ->
          hold(eventSourceId, reading, denial, record);
      case EventReading.Unrecognized strange -> {
        progress.clear();
        console.complain(RunWords.skipped(strange.message()));
      }
      case EventReading.Malformed wrong -> {
        progress.clear();
        note(wrong.message());
      }
      case EventReading.NotOurs _ -> {}
    }
  }

  /// Keeps a denial until everything was read: what comes after it is evidence, too.
  private void hold(EventSourceId from, EventReading reading, Denial denial, byte[] record) {
    if (denial.time().map(request.period()::contains).orElse(true)) {
      if (!full && !held.add(from, reading, record)) {
        full = true;
        note(RunWords.tooManyDenials(held.size()));
        changes.leaveUnfinished();
        reportBuilder.keepNothing();
        held.release(this::add);
      }
      if (full) {
        add(from, reading);
      }
    }
  }

  private void add(EventSourceId from, EventReading reading) {
    switch (reading) {
      case EventReading.Denied(Denial denial, var _) -> add(from, denial);
      case EventReading.Told(Denial denial, var _, var _, var _) -> add(from, denial);
      case EventReading.Unrecognized _, EventReading.NotOurs _, EventReading.Malformed _ -> {}
    }
  }

  private void add(EventSourceId from, Denial found) {
    evidenceSources
        .of(from.source())
        .map(changes::over)
        .map(
            evidence ->
                Optional.ofNullable(ofScenarios.get(from.source()))
                    .map(own -> own.over(evidence))
                    .orElse(evidence))
        .ifPresent(
            evidence ->
                reportBuilder.add(
                    found, denial -> new Explainer(evidence.apply(denial)).explain(denial)));
  }

  @Override
  public void end(EventSourceId eventSourceId, EventCounts read, InputChanges shown) {
    sources++;
    counts = counts.plus(read);
    if (!shown.isEmpty()) {
      if (eventSourceId.source().isScenario()) {
        ofScenarios.put(eventSourceId.source(), shown);
      } else {
        changes.add(shown);
      }
    }
    progress.end(eventSourceId.size(), held.size());
  }
}
