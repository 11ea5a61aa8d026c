package dev.rolecall.lambda;

import java.time.Instant;

/// Renews the index of the organization.
interface IndexSurvey {

  /// Does it.
  ///
  /// @param end when it has to be over
  /// @throws EventFailure when it could not be done, and has to be tried again
  void run(Instant end);
}
