package dev.rolecall.evidence;

import dev.rolecall.denial.Caller;

/// Tells of callers and their policies.
public interface Callers {

  /// The user or role behind `caller`. Absent: its account was read and has no such user or role
  /// (it was deleted since). Callers that are neither are unreadable.
  Lookup<CallerFacts> caller(Caller caller);
}
