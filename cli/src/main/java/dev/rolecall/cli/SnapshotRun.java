package dev.rolecall.cli;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Progress;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cli.live.SignIn;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.capture.Capture;
import dev.rolecall.evidence.capture.CaptureReport;
import dev.rolecall.evidence.capture.CaptureRequest;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Saves a snapshot and says what is in it and what is not.
public record SnapshotRun(
    Path output, List<AccountId> accounts, boolean allAccounts, Duration since, boolean replace) {

  /// Takes the snapshot; gives the exit status.
  ///
  /// @param pause waits between calls that AWS wants apart
  public int run(
      LiveOptions.Reader reader, Console console, Clock clock, Consumer<Duration> pause) {
    SignIn user = SignIn.of(reader, console);
    List<AccountId> all =
        Stream.concat(user.accounts().stream(), accounts.stream()).distinct().toList();
    CaptureRequest request = new CaptureRequest(output, all, allAccounts, since, replace);
    Progress progress = new Progress(console);
    Capture capture =
        new Capture(
            user.access(),
            AwsClients.unhurried(user.region(), user.endpoint()),
            clock,
            pause,
            (account, what, items) -> progress.show(account + ": " + what + ", " + items));
    return switch (taken(capture, request, progress)) {
      case CaptureReport.Done report -> say(report, console);
      case CaptureReport.InTheWay(List<Path> files) -> {
        console.complain(RunWords.snapshotExists(files.getFirst()));
        yield ExitStatus.USAGE;
      }
    };
  }

  private CaptureReport taken(Capture capture, CaptureRequest request, Progress progress) {
    try {
      return capture.run(request);
    } catch (IOException e) {
      throw new CommandFailure(RunWords.cannotWrite(output, e.getMessage()), ExitStatus.FAILED);
    } finally {
      progress.clear();
    }
  }

  private static int say(CaptureReport.Done report, Console console) {
    for (CaptureReport.Written written : report.written()) {
      console
          .out()
          .println(VisibleText.line(RunWords.snapshotWritten(written.file(), written.holds())));
    }
    for (Gap gap : report.unread()) {
      console.complain(RunWords.notRead(GapSentence.of(gap)));
    }
    report.notes().forEach(console::complain);
    if (!report.written().isEmpty()) {
      console.complain(RunWords.snapshotIsSecret());
    }
    return report.unread().isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
  }
}
