package dev.rolecall.lambda;

import dev.rolecall.diagnosis.CauseCode;
import dev.rolecall.diagnosis.Confidence;
import dev.rolecall.evidence.aws.ReadingListener;
import java.time.Duration;
import java.util.Optional;

/// What the operators of Rolecall get to count.
interface Telemetry {

  /// A denial was explained and published.
  ///
  /// @param work how long the function took for it
  /// @param sinceDenial how long ago the call was denied, when the record tells
  void explained(
      CauseCode cause, Confidence confidence, Duration work, Optional<Duration> sinceDenial);

  /// A call to AWS failed, and something stays unread.
  void unread(String action, ReadingListener.Failure failure);

  /// An event that is no denied call to assume a role.
  void foreign();

  /// An event that cannot be understood.
  void malformed();

  /// The function itself was refused something, by its own record.
  void ownDenial();
}
