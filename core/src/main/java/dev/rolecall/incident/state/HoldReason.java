package dev.rolecall.incident.state;

import java.time.Instant;

/// Why an incident is not told at once.
public record HoldReason(Reason reason, Instant until) {

  /// What may come of it.
  public enum Reason {
    /// IAM has been told of the change, and not everywhere yet.
    PROPAGATION,
    /// The caller tries several roles: it may be a search.
    SEARCH,
    /// Others may be blocked by the same.
    GATHER
  }
}
