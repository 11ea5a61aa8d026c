package dev.rolecall.gate.proposal;

import dev.rolecall.iam.policy.PolicyReading;
import java.util.Map;
import java.util.Optional;

/// What a proposal does to a role.
public sealed interface RoleChange {

  /// The role is there afterwards.
  ///
  /// @param trust its trust policy; empty when it stays as it is
  /// @param tags all its tags; empty when they stay as they are
  /// @param fresh whether the role is a new one, with nothing left of an older one of its name
  record Put(Optional<PolicyReading> trust, Optional<Map<String, String>> tags, boolean fresh)
      implements RoleChange {
    public Put {
      tags = tags.map(Map::copyOf);
    }
  }

  /// The role is gone afterwards.
  record Removed() implements RoleChange {}
}
