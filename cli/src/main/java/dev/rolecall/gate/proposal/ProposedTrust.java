package dev.rolecall.gate.proposal;

import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReader;
import dev.rolecall.iam.policy.PolicyReading;
import dev.rolecall.iam.policy.Statement;

/// Trust policies that are to be written. IAM refuses some that can be read.
public final class ProposedTrust {

  private ProposedTrust() {}

  /// Reads the JSON of a trust policy; unreadable when IAM would not take it.
  public static PolicyReading read(String json) {
    return switch (PolicyReader.read(json)) {
      case PolicyReading.Read(Policy policy) -> accepted(policy);
      case PolicyReading.Unreadable unreadable -> unreadable;
    };
  }

  private static PolicyReading accepted(Policy policy) {
    for (Statement statement : policy.statements()) {
      String where = "Statement[" + statement.index() + "]";
      if (statement.principal().isEmpty()) {
        return new PolicyReading.Unreadable(where + ": no Principal");
      }
      if (statement.resource().isPresent()) {
        return new PolicyReading.Unreadable(where + ".Resource: trust policies have none");
      }
    }
    return policy.statements().isEmpty()
        ? new PolicyReading.Unreadable("Statement: empty")
        : new PolicyReading.Read(policy);
  }
}
