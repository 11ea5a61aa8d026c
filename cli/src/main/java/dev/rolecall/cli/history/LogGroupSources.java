package dev.rolecall.cli.history;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.Ending;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Progress;
import dev.rolecall.cli.live.SignIn;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.history.HistoryRequest;
import dev.rolecall.history.logs.LogFilter;
import dev.rolecall.history.logs.LogGroupAddress;
import dev.rolecall.history.logs.LogListener;
import dev.rolecall.history.logs.LogReading;
import dev.rolecall.history.logs.RunningQueries;
import dev.rolecall.report.Scan;
import dev.rolecall.report.aws.LogGroupDays;
import dev.rolecall.report.reading.EventSourceId;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Log groups that a command reads. What still runs when the command is interrupted is stopped.
public final class LogGroupSources {

  private final LogGroupOptions options;
  private final HistoryRequest request;
  private final LogGroupDays days;
  private final Console console;
  private final AtomicLong scanned = new AtomicLong();

  public LogGroupSources(
      LogGroupOptions options,
      HistoryRequest request,
      SignIn user,
      AwsClients clients,
      Console console,
      Clock clock) {
    this.options = options;
    this.request = request;
    this.console = console;
    RunningQueries running = new RunningQueries();
    Ending.with("stop-queries", running::stopAll);
    this.days =
        new LogGroupDays(
            user.access(),
            user.credentials(),
            clients,
            new LogReading(
                LogFilter.of(request),
                options.insights(),
                running,
                clock,
                pause -> LockSupport.parkNanos(pause.toNanos()),
                listener()));
  }

  private LogListener listener() {
    Set<String> said = ConcurrentHashMap.newKeySet();
    return new LogListener() {
      @Override
      public void note(String sentence) {
        if (said.add(sentence)) {
          console.complain(sentence);
        }
      }

      @Override
      public void scanned(long bytes) {
        scanned.addAndGet(bytes);
      }
    };
  }

  /// The days of the period, of each log group.
  ///
  /// @throws CommandFailure when one of them cannot be read
  public List<EventSourceId> days() {
    List<EventSourceId> all = new ArrayList<>();
    Progress progress = new Progress(console);
    for (LogGroupAddress group : options.groups()) {
      progress.show(RunWords.listing(group));
      try {
        all.addAll(days.origins(group, request));
      } catch (IOException e) {
        progress.clear();
        throw new CommandFailure(RunWords.cannotRead(group, e.getMessage()), ExitStatus.BAD_INPUT);
      }
      progress.clear();
    }
    return all;
  }

  /// What AWS has scanned so far.
  public Scan scan() {
    return new Scan(Scan.Service.LOGS_INSIGHTS, scanned.get(), false);
  }
}
