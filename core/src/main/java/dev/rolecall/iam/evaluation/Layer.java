package dev.rolecall.iam.evaluation;

import dev.rolecall.denial.Gap;
import dev.rolecall.iam.policy.NamedPolicy;
import java.util.List;
import java.util.stream.Stream;

/// What is known of the policies of one type that take part in a call.
public sealed interface Layer {

  /// The type takes no part in this call: no boundary is set, SCPs do not bind federated callers.
  record NotApplicable() implements Layer {}

  /// The type takes part, or may, and none of it could be read.
  record Unread(Gap gap) implements Layer {}

  /// The policies that were read.
  ///
  /// @param levels one for most types; for SCPs and RCPs one for the root, each organizational unit
  ///   and the account, all of which must allow
  /// @param missing policies that take part but could not be read
  record Read(List<Level> levels, List<Gap> missing) implements Layer {
    public Read {
      levels = List.copyOf(levels);
      missing = List.copyOf(missing);
    }
  }

  /// Policies that stand side by side: one that allows is enough, one that denies is enough.
  ///
  /// @param name where they are attached: a target of the organization; else the name of the
  ///   principal or role
  record Level(String name, List<NamedPolicy> policies) {
    public Level {
      policies = List.copyOf(policies);
    }
  }

  /// All policies that were read, in order.
  default Stream<NamedPolicy> policies() {
    return this instanceof Read read
        ? read.levels().stream().flatMap(level -> level.policies().stream())
        : Stream.empty();
  }

  /// One policy that stands alone.
  static Layer of(NamedPolicy policy) {
    return new Read(List.of(new Level(policy.attachedTo(), List.of(policy))), List.of());
  }
}
