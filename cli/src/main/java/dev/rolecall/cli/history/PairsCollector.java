package dev.rolecall.cli.history;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Progress;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.cloudtrail.EventCounts;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.cloudtrail.SuccessfulCall;
import dev.rolecall.evidence.change.InputChanges;
import dev.rolecall.gate.pairs.AccessPair;
import dev.rolecall.gate.pairs.ObservedAccesses;
import dev.rolecall.report.Period;
import dev.rolecall.report.Unread;
import dev.rolecall.report.reading.EventSourceId;
import dev.rolecall.report.reading.ParallelReader;
import dev.rolecall.report.reading.SourceReader;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;

/// Collects who assumed which role from sources in AWS.
public final class PairsCollector implements SourceReader {

  private static final int THREADS = 16;

  /// So much of what could not be read is named.
  private static final int NAMED = 20;

  private final Console console;
  private final Period period;
  private final Progress progress;
  private final ObservedAccesses observed = new ObservedAccesses();
  private final Unread unread = new Unread();
  private long ended;
  private long all;
  private long calls;

  public PairsCollector(Console console, Period period) {
    this.console = console;
    this.period = period;
    this.progress = new Progress(console);
  }

  /// The pairs of all sources.
  ///
  /// @throws CommandFailure when a source cannot be read: pairs that are missing would count as
  ///   checked
  public List<AccessPair> collect(List<EventSourceId> sources) {
    all = sources.size();
    try {
      new ParallelReader(THREADS, Optional.empty(), in -> in, Optional.of(this::worked))
          .read(sources.iterator(), this);
    } catch (InterruptedIOException _) {
      throw new CommandFailure(RunWords.interrupted(), ExitStatus.FAILED);
    } finally {
      progress.clear();
    }
    if (unread.count() > 0) {
      unread.named().stream().limit(NAMED).forEach(console::complain);
      throw new CommandFailure(RunWords.pairsIncomplete(unread.count()), ExitStatus.BAD_INPUT);
    }
    List<AccessPair> pairs = observed.pairs();
    console.complain(RunWords.pairsFound(pairs.size(), calls, observed.leftOut()));
    return pairs;
  }

  private void worked(SuccessfulCall call) {
    if (call.time().map(period::contains).orElse(true)) {
      observed.add(call);
      synchronized (this) {
        calls++;
      }
    }
  }

  @Override
  public void take(EventSourceId source, EventReading reading, byte[] record) {
    if (reading instanceof EventReading.Malformed wrong) {
      unread.add(wrong.message());
    }
  }

  @Override
  public void end(EventSourceId source, EventCounts counts, InputChanges changes) {
    ended++;
    progress.show(RunWords.soFarCollected(ended, all));
  }
}
