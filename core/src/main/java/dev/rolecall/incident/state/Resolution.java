package dev.rolecall.incident.state;

import java.time.Instant;

/// How an incident ended.
public record Resolution(How how, Instant at) {

  /// What ended it.
  public enum How {
    /// What stood in the way is gone from the policies.
    NOW_ALLOWED,
    /// The same caller has assumed the role since.
    SUCCEEDED,
    /// It passed by itself: the policies allowed the call all the time.
    PASSED,
    /// It was not seen for long enough.
    SILENT,
    /// A person said so.
    BY_HAND
  }
}
