package dev.rolecall.lambda;

import dev.rolecall.diagnosis.Confidence;
import dev.rolecall.doctor.Report;
import dev.rolecall.evidence.aws.ReadingListener;
import dev.rolecall.incident.Desk;
import dev.rolecall.incident.Sweep;
import java.time.Duration;
import java.util.Optional;

/// What the operators of Rolecall get to count.
interface Telemetry {

  /// A denial was counted, and perhaps told.
  void taken(Desk.Taken taken);

  /// A denial was explained.
  ///
  /// @param work how long the function took for it
  /// @param sinceDenial how long ago the call was denied, when the record tells
  void explained(Confidence confidence, Duration work, Optional<Duration> sinceDenial);

  /// An incident was looked at.
  void looked(Sweep.Looked looked);

  /// A call to AWS failed, and something stays unread.
  void unread(String action, ReadingListener.Failure failure);

  /// An event that is no denied call to assume a role.
  void foreign();

  /// An event that cannot be understood.
  void malformed();

  /// The installation was looked at.
  void surveyed(Report report);

  /// The function itself was refused something, by its own record.
  void ownDenial();
}
