package dev.rolecall.gate.plan;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.gate.proposal.Proposal;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What came of reading a Terraform plan.
public sealed interface PlanReading {

  /// It was understood.
  ///
  /// @param notLookedAt what the plan changes and may matter, and is not followed: an address and
  ///   why, each. Calls that it may concern are never judged allowed or denied
  /// @param unknownProviders names of provider configurations that were given an account, and are
  ///   not in the plan
  /// @param changes the resources that it changes
  /// @param unchanged the trust policies of roles that it leaves as they are
  record Read(
      Proposal proposal,
      List<String> notLookedAt,
      Set<String> unknownProviders,
      List<ChangedResource> changes,
      Map<RoleArn, PolicyReading.Read> unchanged)
      implements PlanReading {
    public Read {
      changes = List.copyOf(changes);
      unchanged = Map.copyOf(unchanged);
      notLookedAt = List.copyOf(notLookedAt);
      unknownProviders = Set.copyOf(unknownProviders);
    }
  }

  /// It is no plan, or not a whole one.
  ///
  /// @param problem the field, where there is one, and what is wrong
  record Unreadable(String problem) implements PlanReading {}
}
