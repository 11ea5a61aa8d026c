package dev.rolecall.doctor;

import dev.rolecall.denial.AccountId;
import java.time.InstantSource;
import java.util.List;

/// What checks work with.
///
/// @param organizationReaders accounts in which Organizations is asked, the first that may wins
record CheckContext(
    Installation installation,
    DoctorReader questions,
    Viewpoint viewpoint,
    List<AccountId> organizationReaders,
    InstantSource clock) {

  /// Where the monitor is deployed.
  AwsLocation home() {
    return AwsLocation.of(installation.account(), installation.region());
  }
}
