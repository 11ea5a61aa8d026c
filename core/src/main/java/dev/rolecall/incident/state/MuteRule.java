package dev.rolecall.incident.state;

import dev.rolecall.diagnosis.result.CauseCode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Denials that are only counted for a while, by configuration. Everything given has to fit; a
/// cause in words that may be the caller's own fits no mute, else a caller could write itself out
/// of the alerts.
///
/// @param caller the ARN of a role or user; of federated callers the provider, `#` and the workload
///   or the whole subject
/// @param role the ARN of a role
/// @param account of the role, or where the denial was recorded
public record MuteRule(
    Optional<String> caller,
    Optional<String> role,
    Optional<String> account,
    Optional<CauseCode> cause,
    Instant until) {

  /// Whether a denial is only counted.
  ///
  /// @param denied who made the call, with the whole subject
  boolean covers(
      IncidentSubject.Refusal subject,
      String denied,
      Set<String> accounts,
      Optional<CauseCode> found,
      Instant now) {
    return now.isBefore(until)
        && caller.map(text -> text.equals(subject.caller()) || text.equals(denied)).orElse(true)
        && role.map(subject.role()::equals).orElse(true)
        && account.map(accounts::contains).orElse(true)
        && (cause.isEmpty() || cause.equals(found));
  }
}
