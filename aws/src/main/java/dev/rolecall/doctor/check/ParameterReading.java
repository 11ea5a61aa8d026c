package dev.rolecall.doctor.check;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.DoctorReport;
import dev.rolecall.doctor.report.Installation;
import dev.rolecall.doctor.report.InstallationReader;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.doctor.wording.DoctorWords;
import dev.rolecall.doctor.wording.RepairCommands;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads what the monitor stack says of itself.
public record ParameterReading(DoctorReader questions, AccountId account, String name) {

  /// The report on what the parameter describes; or on the parameter, when it is of no use.
  public DoctorReport report(Function<Installation, DoctorReport> examine) {
    CheckSubject subject =
        new CheckSubject(
            Area.INSTALLATION,
            AwsLocation.of(account, questions.clients().region().id()),
            questions);
    return subject
        .parameter(name)
        .fold(
            json -> read(json, subject, examine),
            () ->
                without(
                    subject.wrong(
                        Problem.NOT_DEPLOYED,
                        DoctorWords.noParameter(name),
                        RepairCommands.MONITOR)),
            reply -> without(subject.unknown(DoctorWords.parameter(name), reply)));
  }

  private static DoctorReport without(CheckFinding finding) {
    return new DoctorReport(Optional.empty(), List.of(finding));
  }

  private DoctorReport read(
      String json, CheckSubject subject, Function<Installation, DoctorReport> examine) {
    String problem;
    try {
      Installation installation = InstallationReader.read(json);
      if (subject.where().equals(installation.location())) {
        return examine.apply(installation);
      }
      problem = DoctorWords.otherPlace(installation.account(), installation.region());
    } catch (InstallationReader.Misread e) {
      problem = String.valueOf(e.getMessage());
    }
    return without(
        subject.wrong(
            Problem.INSTALLATION_UNREADABLE,
            DoctorWords.unusableParameter(name, problem),
            RepairCommands.replaceParameter(subject.where().region(), name)));
  }
}
