package dev.rolecall.gate.proposal;

import dev.rolecall.denial.Gap;
import dev.rolecall.iam.policy.Policy;
import java.util.Optional;

/// One change of the policies that bind a user or role as a caller.
public sealed interface PolicyChange {

  /// A policy document as it would be.
  sealed interface Document {

    /// It is known.
    record Known(Policy policy) implements Document {}

    /// It is not.
    record NotKnown(Gap gap) implements Document {}
  }

  /// An inline policy is written.
  record Put(String name, Document document) implements PolicyChange {}

  /// An inline policy goes.
  record Drop(String name) implements PolicyChange {}

  /// A managed policy is attached.
  record Attach(String arn) implements PolicyChange {}

  /// A managed policy is detached.
  record Detach(String arn) implements PolicyChange {}

  /// The permissions boundary is set, or taken away.
  record Boundary(Optional<String> arn) implements PolicyChange {}
}
