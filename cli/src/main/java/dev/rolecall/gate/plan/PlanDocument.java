package dev.rolecall.gate.plan;

import dev.rolecall.denial.Gap;
import dev.rolecall.gate.proposal.PolicyChange;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReader;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.Optional;

/// Policy documents of a plan.
final class PlanDocument {

  private static final String LATER = "Terraform knows it only after the apply";

  private PlanDocument() {}

  /// What `attribute` holds after the change.
  static PolicyReading reading(ResourceChange change, String attribute) throws MalformedPlan {
    return change.isUnknown(attribute)
        ? new PolicyReading.Unreadable(LATER)
        : reading(change.after(attribute));
  }

  static PolicyReading reading(Optional<String> json) {
    return json.map(PolicyReader::read)
        .orElseGet(() -> new PolicyReading.Unreadable("the plan does not tell it"));
  }

  /// The same as a policy of a caller.
  ///
  /// @param fact what it is
  static PolicyChange.Document document(String fact, PolicyReading reading) {
    return switch (reading) {
      case PolicyReading.Read(Policy policy) -> new PolicyChange.Document.Known(policy);
      case PolicyReading.Unreadable(String problem) ->
          new PolicyChange.Document.NotKnown(
              new Gap(fact, problem, "judge the call again when the plan was applied"));
    };
  }
}
