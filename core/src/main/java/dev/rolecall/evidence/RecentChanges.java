package dev.rolecall.evidence;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import java.util.List;
import java.util.Set;

/// Tells what was changed.
public interface RecentChanges {

  /// What is known to have happened to `role`, to `caller` and to their policies, newest first.
  Lookup<List<Change>> concerning(RoleArn role, Caller caller);

  /// Of what kinds there may be more than [#concerning] tells: a search failed, broke off or was
  /// not made.
  default Set<Change.Kind> incomplete(RoleArn role, Caller caller) {
    return Set.of();
  }

  /// Of what kinds there are changes that were read and not kept: they may have come after the
  /// denial.
  default Set<Change.Kind> cutOff(RoleArn role, Caller caller) {
    return Set.of();
  }
}
