package dev.rolecall.lambda.telemetry;

import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.doctor.report.DoctorReport;
import dev.rolecall.evidence.aws.ReadListener;
import dev.rolecall.incident.DenialIntake;
import dev.rolecall.incident.IncidentSweep;
import java.time.Duration;
import java.util.Optional;

/// What the operators of Rolecall get to count.
public interface FunctionMetrics {

  /// A denial was counted, and perhaps told.
  void countDenial(DenialIntake.IntakeResult intakeResult);

  /// A denial was explained.
  ///
  /// @param work how long the function took for it
  /// @param sinceDenial how long ago the call was denied, when the record tells
  void countExplanation(Confidence confidence, Duration work, Optional<Duration> sinceDenial);

  /// An incident was looked at.
  void countLook(IncidentSweep.LookResult lookResult);

  /// A call to AWS failed, and something stays unread.
  void countUnread(String action, ReadListener.Failure failure);

  /// An event that is not a denied call to assume a role.
  void countOtherEvent();

  /// An event from an account that its record does not belong to.
  void countStrangeAccount();

  /// An event that cannot be understood.
  void countMalformed();

  /// The installation was looked at.
  void countSurvey(DoctorReport doctorReport);

  /// The function itself was refused something, by its own record.
  void countOwnDenial();
}
