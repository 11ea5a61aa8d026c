package dev.rolecall.incident.action;

import java.time.Instant;
import java.util.Optional;

/// What a person did about an incident.
///
/// @param actor who; untrusted text without control characters, of a bounded length
/// @param until of a snooze: when it ends; empty for until the incident ends
/// @param reason in the actor's words; untrusted text as `actor`
public record ActionTaken(
    String actor, Kind kind, Instant at, Optional<Instant> until, Optional<String> reason) {

  /// What was done.
  public enum Kind {
    ACKNOWLEDGED,
    SNOOZED,
    UNSNOOZED,
    RESOLVED,
    CHECKED_AGAIN,
    RESENT
  }
}
