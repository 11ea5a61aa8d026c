package dev.rolecall.incident.state;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.identity.Fingerprint;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What came out for a call of this kind, which holds for its repeats for a while.
///
/// @param fingerprint of the call: all of it that may decide, but for the time
/// @param newer the code of a cause that a newer version named and this one does not know
/// @param dependsOn condition keys that may differ from run to run, and on which the policies that
///   were read depend
/// @param blocking kinds of policy that stood in the way
/// @param passed whether the policies that were read allowed the call by then, so that reading them
///   again proves nothing
/// @param kept whether the event of such a call is kept; not by versions before 3
public record CachedDiagnosis(
    String fingerprint,
    CauseCode cause,
    Instant at,
    Optional<String> newer,
    Set<String> dependsOn,
    Set<PolicyType> blocking,
    boolean passed,
    boolean kept) {

  public CachedDiagnosis {
    dependsOn = Collections.unmodifiableSet(new TreeSet<>(dependsOn));
    blocking = Collections.unmodifiableSet(new TreeSet<>(blocking));
  }

  /// One of which no more is known.
  public CachedDiagnosis(String fingerprint, CauseCode cause, Instant at) {
    this(fingerprint, cause, at, Optional.empty(), Set.of(), Set.of(), false, false);
  }

  /// The same, as one that holds no longer: the next call of this kind is diagnosed again.
  public CachedDiagnosis expired() {
    return new CachedDiagnosis(
        fingerprint, cause, Instant.EPOCH, newer, dependsOn, blocking, passed, kept);
  }

  /// Whether `denial` is a call of this kind.
  boolean isOf(Denial denial) {
    return kept && Fingerprint.of(denial, dependsOn).equals(fingerprint);
  }
}
