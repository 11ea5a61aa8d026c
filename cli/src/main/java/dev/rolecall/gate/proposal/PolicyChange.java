package dev.rolecall.gate.proposal;

import dev.rolecall.evidence.Lookup;
import dev.rolecall.iam.policy.Policy;
import java.util.Optional;
import java.util.Set;

/// One change of the policies that bind a user or role as a caller.
public sealed interface PolicyChange {

  /// An inline policy is written.
  record Put(String name, Lookup<Policy> policy) implements PolicyChange {}

  /// An inline policy goes.
  record Drop(String name) implements PolicyChange {}

  /// A managed policy is attached.
  record Attach(String arn) implements PolicyChange {}

  /// A managed policy is detached.
  record Detach(String arn) implements PolicyChange {}

  /// All inline policies but these go.
  record KeepInline(Set<String> names) implements PolicyChange {
    public KeepInline {
      names = Set.copyOf(names);
    }
  }

  /// All managed policies but these are detached.
  record KeepManaged(Set<String> arns) implements PolicyChange {
    public KeepManaged {
      arns = Set.copyOf(arns);
    }
  }

  /// The permissions boundary is set, or taken away.
  record Boundary(Optional<String> arn) implements PolicyChange {}
}
