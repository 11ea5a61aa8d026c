package dev.rolecall.evidence.change;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.CallerTies;
import dev.rolecall.evidence.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All that is known to have happened, by what it happened to. Filled first, asked then.
public final class ChangeLog {

  private final Map<ChangeKey, List<RecordedEffect>> byKey = new HashMap<>();

  /// Adds what a record tells. Of two records of the same call one is enough.
  public void add(RecordedEffect recordedEffect) {
    for (ChangeKey key : recordedEffect.keys()) {
      byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(recordedEffect);
    }
  }

  /// What happened to `role`, to `caller` and to what the caller's permissions depend on, newest
  /// first.
  public List<Change> concerning(RoleArn role, Caller caller, CallerTies ties) {
    return CallConcern.told(
        CallConcern.of(role, caller, ties), key -> byKey.getOrDefault(key, List.of()));
  }
}
