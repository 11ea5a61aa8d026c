package dev.rolecall.report;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.incident.identity.Fingerprint;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The cause of calls of one kind, from one change to the next: a call that is denied seconds after
/// a change has another cause than the same call an hour later.
///
/// @param from the first time that it holds for
/// @param until the first one that it does not hold for
/// @param dependsOn condition keys that tell calls of the workload apart, and on which the policies
///   depend
/// @param standing what the policies that can be read now say of such calls
record CauseInTime(
    CauseCode cause, Instant from, Instant until, Set<String> dependsOn, IncidentStatus standing) {

  static CauseInTime of(Explanation explanation) {
    CauseCode cause = explanation.diagnosis().cause().code();
    Set<String> dependsOn = Fingerprint.telling(explanation.denial(), explanation.dependsOn());
    IncidentStatus standing = IncidentStatus.byPolicies(explanation);
    Optional<Instant> denied = explanation.denial().time();
    return denied
        .map(
            time ->
                new CauseInTime(
                    cause,
                    turns(explanation)
                        .filter(turn -> !turn.isAfter(time))
                        .max(Instant::compareTo)
                        .orElse(Instant.MIN),
                    turns(explanation)
                        .filter(time::isBefore)
                        .min(Instant::compareTo)
                        .orElse(Instant.MAX),
                    dependsOn,
                    standing))
        .orElse(new CauseInTime(cause, Instant.MIN, Instant.MAX, dependsOn, standing));
  }

  /// When changes were made, and when they were known everywhere.
  private static Stream<Instant> turns(Explanation explanation) {
    return explanation.changes().stream()
        .filter(change -> change.kind() != Change.Kind.ASSUMED)
        .flatMap(change -> Stream.of(change.time(), change.time().plus(Change.PROPAGATION)));
  }

  boolean holdsAt(Optional<Instant> time) {
    return time.map(at -> !at.isBefore(from) && at.isBefore(until)).orElse(true);
  }
}
