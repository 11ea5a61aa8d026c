package dev.rolecall.gate.plan;

import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.gate.wording.PlanWords;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReader;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.Optional;

/// Policy documents of a plan.
final class PlanDocument {

  private PlanDocument() {}

  /// What `attribute` holds after the change.
  static PolicyReading reading(ResourceChange change, String attribute) throws MalformedPlan {
    return change.isUnknown(attribute)
        ? new PolicyReading.Unreadable(PlanWords.knownAfterApply())
        : reading(change.after(attribute));
  }

  static PolicyReading reading(Optional<String> json) {
    return json.map(PolicyReader::read)
        .orElseGet(() -> new PolicyReading.Unreadable(PlanWords.notInPlan()));
  }

  /// The same as a policy of a caller.
  ///
  /// @param fact what it is
  static Lookup<Policy> document(String fact, PolicyReading reading) {
    return switch (reading) {
      case PolicyReading.Read(Policy policy) -> new Lookup.Found<>(policy);
      case PolicyReading.Unreadable(String problem) -> unknown(fact, problem);
    };
  }

  static Lookup<Policy> unknown(String fact, String why) {
    return new Lookup.Unreadable<>(new Gap(fact, why, PlanWords.checkAfterApply()));
  }
}
