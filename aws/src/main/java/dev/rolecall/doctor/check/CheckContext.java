package dev.rolecall.doctor.check;

import dev.rolecall.denial.AccountId;
import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.Installation;
import java.time.InstantSource;
import java.util.List;

/// What checks work with.
///
/// @param organizationReaders accounts in which Organizations is asked, the first that may wins
public record CheckContext(
    Installation installation,
    DoctorReader questions,
    Viewpoint viewpoint,
    List<AccountId> organizationReaders,
    InstantSource clock) {

  /// Where the monitor is deployed.
  public AwsLocation home() {
    return installation.location();
  }

  /// What is looked at there.
  CheckSubject home(Area area) {
    return new CheckSubject(area, home(), questions);
  }
}
