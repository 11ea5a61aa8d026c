package dev.rolecall.cli;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Output;
import dev.rolecall.cli.console.OutputFailure;
import dev.rolecall.cli.console.Progress;
import dev.rolecall.cli.input.HeldDenials;
import dev.rolecall.cli.input.PausingInput;
import dev.rolecall.cli.input.UnnamedParts;
import dev.rolecall.cli.live.EvidenceSources;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.cloudtrail.EventCounts;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.cloudtrail.EventSource;
import dev.rolecall.cloudtrail.EventSources;
import dev.rolecall.cloudtrail.RecordListeners;
import dev.rolecall.cloudtrail.text.CallHints;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.change.InputChanges;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import dev.rolecall.report.reading.RecordCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Explains every denial of the sources given, one after the other, and keeps count.
final class ExplainRun {

  private static final long PROGRESS_EVERY = 1_000;

  /// What comes through a pipe may go on for days. Denials do not wait longer for what follows.
  private static final Duration PAUSE = Duration.ofSeconds(3);

  /// Where a denial is from.
  ///
  /// @param evidence for the denials of its source
  /// @param own what the other records of a scenario show; it is of use to no other source
  private record Origin(Function<Denial, Evidence> evidence, Optional<InputChanges> own) {}

  private final Console console;
  private final Output output;
  private final Progress progress;
  private final CallHints hints;
  private final UnnamedParts unnamed;
  private final Optional<Function<Denial, Evidence>> live;
  private final HeldDenials<Origin> held;
  private final InputChanges changes = new InputChanges();
  private final RecordCopy copy = new RecordCopy();
  private boolean full;
  private long early;
  private long changesBefore;
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
    this.unnamed = new UnnamedParts(ExplainCommand.CALLER, ExplainCommand.ROLE, user);
    this.console = console;
    this.hints = hints;
    this.held = new HeldDenials<>(hints);
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
    try (held) {
      for (EventSource source : sources) {
        evidenceSources.of(source).ifPresent(evidence -> read(source, evidence));
      }
      answer();
    }
    progress.clear();
    if (early > 0 && changes.size() > changesBefore) {
      console.complain(RunWords.changesAfterAnswers(changes.size() - changesBefore, early));
    }
    if (changes.dropped() > 0) {
      console.complain(RunWords.changesNotKept(changes.dropped()));
    }
    if (changes.droppedSuccesses() > 0) {
      console.complain(RunWords.successesNotKept(changes.droppedSuccesses()));
    }
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
                        answer(
                            new Origin(evidence, Optional.empty()),
                            reading instanceof EventReading.Told told
                                ? told.with(hints)
                                : reading)));
    evidenceSources.problems().forEach(this::report);
  }

  private void read(EventSource source, Function<Denial, Evidence> evidence) {
    Optional<InputChanges> own =
        source.isScenario() ? Optional.of(new InputChanges()) : Optional.empty();
    Origin origin = new Origin(evidence, own);
    counts =
        counts.plus(
            EventSources.read(
                source,
                in ->
                    source instanceof EventSource.StandardInput
                        ? new PausingInput(in, PAUSE, this::answerEarly)
                        : in,
                RecordListeners.of(reading -> take(reading, origin))
                    .keeping(copy::keep)
                    .andOthers(own.orElse(changes))
                    .with(hints)));
  }

  private void take(EventReading reading, Origin origin) {
    switch (reading) {
      case EventReading.Denied _, EventReading.Told _ -> hold(reading, origin);
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

  /// Keeps a denial until everything was read: what comes after it is evidence, too.
  private void hold(EventReading reading, Origin origin) {
    byte[] record = copy.take(reading);
    if (!full && !held.add(origin, reading, record)) {
      full = true;
      progress.clear();
      console.complain(RunWords.tooManyDenials(held.size()));
      changes.leaveUnfinished();
      answer();
    }
    if (full) {
      answer(origin, reading);
    } else if (held.size() % PROGRESS_EVERY == 0) {
      progress.show(RunWords.soFarFound(held.size()));
    }
  }

  private void answerEarly() {
    if (held.size() > 0) {
      changesBefore = early == 0 ? changes.size() : changesBefore;
      early += held.size();
      answer();
    }
  }

  private void answer() {
    held.release(this::answer);
  }

  private void answer(Origin origin, EventReading reading) {
    switch (reading) {
      case EventReading.Denied denied -> explain(denied.denial(), origin);
      case EventReading.Told told -> {
        explain(told.denial(), origin);
        unnamed.of(told).forEach(console::complain);
      }
      case EventReading.Unrecognized _, EventReading.Malformed _, EventReading.NotOurs _ -> {}
    }
  }

  private void explain(Denial denial, Origin origin) {
    Evidence known = changes.over(origin.evidence.apply(denial), denial);
    Evidence evidence = origin.own.map(own -> own.over(known, denial)).orElse(known);
    Explanation explanation = new Explainer(evidence).explain(denial);
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
