package dev.rolecall.incident.state;

import java.time.Instant;
import java.util.Optional;

/// How far a shared cause reaches, as of the last look.
///
/// @param pairs callers and roles that were blocked by it in this episode
/// @param denied pairs of these that are not known to be free
/// @param callers different callers of the pairs
/// @param roles different roles of the pairs
/// @param checked when all of them were last looked at because one was free; empty when never
public record SharedExtent(
    long pairs, long denied, long callers, long roles, Optional<Instant> checked) {

  SharedExtent withChecked(Optional<Instant> time) {
    return new SharedExtent(pairs, denied, callers, roles, time);
  }
}
