package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.evidence.aws.AwsResult;
import java.util.List;

/// What findings are about, and where it was looked at.
record Subject(Area area, List<AwsLocation> where) {

  static Subject of(Area area, AwsLocation where) {
    return new Subject(area, List.of(where));
  }

  /// It is as it should be.
  CheckFinding ok(String what) {
    return new CheckFinding.Ok(area, what, where);
  }

  /// It is not.
  ///
  /// @param mend the command that mends it
  CheckFinding wrong(Problem fault, String what, String mend) {
    return new CheckFinding.Wrong(area, fault, what, where, mend);
  }

  /// It could not be looked at.
  ///
  /// @param learnBy what would let it
  CheckFinding unknown(String what, String why, String learnBy) {
    return new CheckFinding.Unknown(area, what, why, learnBy, where);
  }

  /// The same, when AWS did not answer.
  CheckFinding unknown(String what, AwsResult.Unreadable<?> reply) {
    return unknown(what, reply.why(), reply.learnBy());
  }
}
