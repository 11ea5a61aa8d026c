package dev.rolecall.gate.proposal;

import dev.rolecall.gate.wording.PlanWords;
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
      if (statement.principal().isEmpty()) {
        return new PolicyReading.Unreadable(PlanWords.noPrincipal(statement.index()));
      }
      if (statement.resource().isPresent()) {
        return new PolicyReading.Unreadable(PlanWords.resourceInTrust(statement.index()));
      }
    }
    return policy.statements().isEmpty()
        ? new PolicyReading.Unreadable(PlanWords.noStatements())
        : new PolicyReading.Read(policy);
  }
}
