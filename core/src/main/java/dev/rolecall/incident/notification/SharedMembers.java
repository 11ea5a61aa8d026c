package dev.rolecall.incident.notification;

import dev.rolecall.evidence.Change;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Who is blocked by a shared cause.
///
/// @param all every pair of caller and role, those with the most denials first
/// @param change what was changed, when and by whom, where it was read
public record SharedMembers(List<Pair> all, Optional<Change> change) {

  /// A caller and a role. Both are untrusted text.
  ///
  /// @param incident its id
  /// @param free whether it is known not to be blocked any more
  public record Pair(String incident, String caller, String role, long denials, boolean free) {}

  public SharedMembers {
    all =
        all.stream()
            .sorted(
                Comparator.comparingLong(Pair::denials)
                    .reversed()
                    .thenComparing(Pair::caller)
                    .thenComparing(Pair::role))
            .toList();
  }

  /// How many pairs there are.
  public int pairs() {
    return all.size();
  }

  /// How many pairs are not known to be free.
  public long denied() {
    return all.stream().filter(pair -> !pair.free()).count();
  }

  /// How many different callers there are.
  public long callers() {
    return all.stream().map(Pair::caller).distinct().count();
  }

  /// How many different roles there are.
  public long roles() {
    return all.stream().map(Pair::role).distinct().count();
  }

  /// The pairs with the most denials.
  public List<Pair> largest(int most) {
    return all.stream().limit(most).toList();
  }
}
