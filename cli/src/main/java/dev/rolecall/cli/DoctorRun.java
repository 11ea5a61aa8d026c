package dev.rolecall.cli;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.console.Progress;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cli.live.SignIn;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.doctor.Doctor;
import dev.rolecall.doctor.check.Viewpoint;
import dev.rolecall.doctor.report.DoctorReport;
import dev.rolecall.doctor.report.DoctorReportJson;
import dev.rolecall.doctor.report.DoctorReportText;
import dev.rolecall.evidence.aws.AwsClients;
import java.time.Clock;
import java.time.Duration;

/// Looks at an installation and says what was found.
///
/// @param parameter name of the parameter that describes the installation
record DoctorRun(String parameter, Options.Format format) {

  /// Thousands of accounts take minutes.
  private static final Duration TIME = Duration.ofMinutes(15);

  int run(LiveOptions.Reader reader, Console console, Clock clock) {
    SignIn user = SignIn.of(reader, console);
    Progress progress = new Progress(console);
    Doctor doctor =
        new Doctor(
            user.access(),
            AwsClients.create(user.region(), user.endpoint()),
            Viewpoint.OWN_PROFILES,
            user.accounts(),
            clock,
            what -> progress.show(RunWords.checking(what)));
    DoctorReport doctorReport = doctor.examine(parameter, TIME);
    progress.clear();
    switch (format) {
      case text -> console.out().print(DoctorReportText.write(doctorReport));
      case json -> console.out().println(DoctorReportJson.write(doctorReport));
    }
    if (!doctorReport.wrong().isEmpty()) {
      return ExitStatus.WRONG;
    }
    return doctorReport.unknown().isEmpty() ? ExitStatus.OK : ExitStatus.UNDETERMINED;
  }
}
