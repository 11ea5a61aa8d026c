package dev.rolecall.incident.state;

import dev.rolecall.diagnosis.result.CauseCode;
import java.time.Instant;
import java.util.Optional;

/// What came out for a call of this kind, which holds for its repeats for a while.
///
/// @param fingerprint of the call: all of it that may decide, but for the time
/// @param newer the code of a cause that a newer version named and this one does not know
public record CachedDiagnosis(
    String fingerprint, CauseCode cause, Instant at, Optional<String> newer) {

  /// With a cause that this version knows.
  public CachedDiagnosis(String fingerprint, CauseCode cause, Instant at) {
    this(fingerprint, cause, at, Optional.empty());
  }
}
