package dev.rolecall.gate.proposal;

import dev.rolecall.evidence.Lookup;
import dev.rolecall.iam.policy.Policy;
import java.util.Optional;

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

  /// The permissions boundary is set, or taken away.
  record Boundary(Optional<String> arn) implements PolicyChange {}
}
