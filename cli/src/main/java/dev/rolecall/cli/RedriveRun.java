package dev.rolecall.cli;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.console.Progress;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cli.live.SignIn;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.doctor.check.DoctorReader;
import dev.rolecall.doctor.redrive.Redrive;
import dev.rolecall.doctor.redrive.RedriveJson;
import dev.rolecall.doctor.redrive.RedriveReport;
import dev.rolecall.doctor.redrive.RedriveText;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.Deadline;
import java.time.Clock;
import java.time.Duration;

/// Sends again what lies in the failure queues of an installation, and says what was sent.
///
/// @param parameter name of the parameter that describes the installation
/// @param dryRun whether to count only
record RedriveRun(String parameter, Options.Format format, boolean dryRun) {

  /// Thousands of messages take minutes.
  private static final Duration TIME = Duration.ofMinutes(60);

  int run(LiveOptions.Reader reader, Console console, Clock clock) {
    SignIn user = SignIn.of(reader, console);
    Progress progress = new Progress(console);
    Deadline deadline = new Deadline(TIME);
    RedriveReport report;
    try {
      AwsClients clients = AwsClients.create(user.region(), user.endpoint());
      report =
          new Redrive(
                  new DoctorReader(clients, user.access(), deadline),
                  AwsLocation.of(user.access().home(), user.region().id()),
                  dryRun,
                  clock,
                  queue -> progress.show(RunWords.checking(queue)))
              .run(parameter);
    } finally {
      deadline.end();
    }
    progress.clear();
    switch (format) {
      case text -> console.out().print(RedriveText.write(report));
      case json -> console.out().println(RedriveJson.write(report));
    }
    return status(report);
  }

  private static int status(RedriveReport report) {
    if (report.left() > 0 || report.problem().filter(RedriveReport.Problem::wrong).isPresent()) {
      return ExitStatus.WRONG;
    }
    return report.unread() > 0 || report.problem().isPresent()
        ? ExitStatus.UNDETERMINED
        : ExitStatus.OK;
  }
}
