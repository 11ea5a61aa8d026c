package dev.rolecall.evidence.change;

import java.util.Set;

/// What a caller's permissions depend on besides himself.
///
/// @param groups names of groups of his account
/// @param policies ARNs of managed policies, the permissions boundary among them
public record CallerTies(Set<String> groups, Set<String> policies) {
  public CallerTies {
    groups = Set.copyOf(groups);
    policies = Set.copyOf(policies);
  }
}
