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
import dev.rolecall.cloudtrail.text.CallHints;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.TargetRole;
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
  private final CallHints hints;
  private final Optional<String> user;
  private final Optional<Function<Denial, Evidence>> live;
  private EventCounts counts = EventCounts.NONE;
  private long explained;
  private long undetermined;
  private long malformed;

  /// @param live fills in what snapshots do not tell
  /// @param hints fill in what error messages do not tell
  /// @param user the caller in `hints`, if it is there only because it is the user
  ExplainRun(
      Console console,
      Output output,
      Optional<Function<Denial, Evidence>> live,
      CallHints hints,
      Optional<String> user) {
    this.user = user;
    this.console = console;
    this.hints = hints;
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
                      counts.plus(
                          EventSources.read(source, hints, reading -> take(reading, evidence))));
    }
    progress.clear();
    evidenceSources.problems().forEach(this::report);
    long others = counts.notOurs() + counts.unrecognized();
    if (explained != 1 || others > 0 || malformed > 0) {
      console.complain(RunWords.explained(explained, undetermined, others, malformed));
    }
    if (malformed > 0) {
      return ExitStatus.BAD_INPUT;
    }
    if (explained == 0) {
      return ExitStatus.NO_DENIAL;
    }
    return undetermined > 0 ? ExitStatus.UNDETERMINED : ExitStatus.OK;
  }

  /// Explains what was read before, as far as the snapshots can be read.
  void explain(List<EventReading> readings, List<Path> shared) {
    EvidenceSources evidenceSources = new EvidenceSources(shared, live, this::report);
    evidenceSources
        .shared()
        .ifPresent(
            evidence ->
                readings.forEach(
                    reading ->
                        take(
                            reading instanceof EventReading.Told told ? told.with(hints) : reading,
                            evidence)));
    evidenceSources.problems().forEach(this::report);
  }

  private void take(EventReading reading, Function<Denial, Evidence> evidence) {
    switch (reading) {
      case EventReading.Denied denied -> explain(denied.denial(), evidence);
      case EventReading.Told told -> {
        explain(told.denial(), evidence);
        missing(told);
      }
      case EventReading.Unrecognized strange -> {
        progress.clear();
        console.complain(RunWords.skipped(strange.message()));
      }
      case EventReading.Malformed wrong -> {
        malformed++;
        progress.clear();
        console.complain(wrong.message());
      }
      case EventReading.NotOurs _ -> {}
    }
  }

  /// Says what an error message does not name, and how to give it.
  private void missing(EventReading.Told told) {
    Denial denial = told.denial();
    boolean caller = denial.caller() instanceof Caller.Unidentified;
    boolean role = denial.target() instanceof TargetRole.NotRecorded;
    if (told.callerGiven() && denial.call() == AssumeCall.ASSUME_ROLE && user.isPresent()) {
      console.complain(RunWords.assumedCaller(told.place().toString(), user.get()));
    } else if (caller && denial.call() == AssumeCall.ASSUME_ROLE) {
      console.complain(RunWords.nameCaller(told.place().toString()));
    }
    if (role) {
      console.complain(RunWords.nameRole(told.place().toString()));
    }
  }

  private void explain(Denial denial, Function<Denial, Evidence> evidence) {
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
