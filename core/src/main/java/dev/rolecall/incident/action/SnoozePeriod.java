package dev.rolecall.incident.action;

import java.time.Instant;
import java.util.Optional;

/// A time in which an incident sends no messages of its own.
///
/// @param actor who asked for it; untrusted text
/// @param until when it ends; empty for until the incident ends
/// @param causes how many causes the incident had when it began
public record SnoozePeriod(String actor, Instant since, Optional<Instant> until, int causes) {

  /// Whether it is over at `now`.
  public boolean isOver(Instant now) {
    return until.filter(end -> !now.isBefore(end)).isPresent();
  }
}
