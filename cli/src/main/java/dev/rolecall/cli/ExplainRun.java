package dev.rolecall.cli;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Output;
import dev.rolecall.cli.console.OutputFailure;
import dev.rolecall.cli.console.Progress;
import dev.rolecall.cli.live.EvidenceSources;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.cloudtrail.EventCounts;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.cloudtrail.EventSource;
import dev.rolecall.cloudtrail.EventSources;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Explains every denial of the sources given, one after the other, and keeps count.
final class ExplainRun {

  private static final long PROGRESS_EVERY = 1_000;

  private final Console console;
  private final Output output;
  private final Progress progress;
  private final Optional<Function<Denial, Evidence>> live;
  private EventCounts counts = EventCounts.NONE;
  private long explained;
  private long undetermined;
  private long malformed;

  /// @param live fills in what snapshots do not tell
  ExplainRun(Console console, Output output, Optional<Function<Denial, Evidence>> live) {
    this.console = console;
    this.live = live;
    this.output = output;
    this.progress = new Progress(console);
  }

  /// Explains all of it.
  ///
  /// @param shared the snapshot of all sources
  /// @return the exit status
  int run(List<EventSource> sources, List<Path> shared) {
    EvidenceSources evidenceSources = new EvidenceSources(shared, live, this::report);
    if (evidenceSources.shared().isEmpty()) {
      return ExitStatus.BAD_INPUT;
    }
    for (EventSource source : sources) {
      evidenceSources
          .of(source)
          .ifPresent(
              evidence ->
                  counts =
                      counts.plus(EventSources.read(source, reading -> take(reading, evidence))));
    }
    progress.clear();
    evidenceSources.problems().forEach(this::report);
    if (explained != 1 || counts.notOurs() > 0 || malformed > 0) {
      console.complain(RunWords.explained(explained, undetermined, counts.notOurs(), malformed));
    }
    if (malformed > 0) {
      return ExitStatus.BAD_INPUT;
    }
    if (explained == 0) {
      return ExitStatus.NO_DENIAL;
    }
    return undetermined > 0 ? ExitStatus.UNDETERMINED : ExitStatus.OK;
  }

  private void take(EventReading reading, Function<Denial, Evidence> evidence) {
    switch (reading) {
      case EventReading.Denied denied -> explain(denied, evidence);
      case EventReading.Malformed wrong -> {
        malformed++;
        progress.clear();
        console.complain(wrong.message());
      }
      case EventReading.NotOurs _ -> {}
    }
  }

  private void explain(EventReading.Denied denied, Function<Denial, Evidence> evidence) {
    Denial denial = denied.denial();
    Explanation explanation = new Explainer(evidence.apply(denial)).explain(denial);
    explained++;
    if (explanation.diagnosis().confidence() == Confidence.UNDETERMINED) {
      undetermined++;
    }
    progress.clear();
    output.write(explanation);
    if (console.out().checkError()) {
      throw new OutputFailure(new IOException());
    }
    if (explained % PROGRESS_EVERY == 0) {
      progress.show(RunWords.soFarExplained(explained));
    }
  }

  private void report(SnapshotProblem problem) {
    malformed++;
    console.complain(RunWords.inSnapshot(problem));
  }
}
