package dev.rolecall.evidence;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import java.util.List;

/// Tells what was changed.
public interface RecentChanges {

  /// What is known to have happened to `role`, to `caller` and to their policies, newest first.
  Lookup<List<Change>> concerning(RoleArn role, Caller caller);
}
