package dev.rolecall.incident.state;

import dev.rolecall.diagnosis.result.CauseCode;
import java.time.Instant;

/// What came out for a call of this kind, which holds for its repeats for a while.
///
/// @param fingerprint of the call: all of it that may decide, but for the time
public record CachedDiagnosis(String fingerprint, CauseCode cause, Instant at) {}
