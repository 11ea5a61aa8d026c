package dev.rolecall.gate.plan;

import dev.rolecall.gate.proposal.Proposal;
import java.util.List;
import java.util.Set;

/// What came of reading a Terraform plan.
public sealed interface PlanReading {

  /// It was understood.
  ///
  /// @param notLookedAt what the plan changes and may matter, and is not followed: an address and
  ///   why, each. Calls that it may concern are never judged allowed or denied
  /// @param unknownProviders names of provider configurations that were given an account, and are
  ///   not in the plan
  record Read(Proposal proposal, List<String> notLookedAt, Set<String> unknownProviders)
      implements PlanReading {
    public Read {
      notLookedAt = List.copyOf(notLookedAt);
      unknownProviders = Set.copyOf(unknownProviders);
    }
  }

  /// It is no plan, or not a whole one.
  ///
  /// @param problem the field, where there is one, and what is wrong
  record Unreadable(String problem) implements PlanReading {}
}
