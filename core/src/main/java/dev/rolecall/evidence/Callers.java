package dev.rolecall.evidence;

import dev.rolecall.denial.Caller;
import java.util.List;

/// Tells of callers and their policies.
public interface Callers {

  /// The user or role behind `caller`. Absent: its account was read and has no such user or role
  /// (it was deleted since). Callers that are neither are unreadable.
  Lookup<CallerFacts> caller(Caller caller);

  /// What the permissions of `caller` depend on, as far as it is known.
  default CallerTies ties(Caller caller) {
    return caller(caller).found().map(CallerTies::of).orElse(CallerTies.NONE);
  }

  /// The versions of a managed policy that are not in force, as far as they are known.
  default List<PolicyVersion> inactiveVersions(String policyArn) {
    return List.of();
  }
}
