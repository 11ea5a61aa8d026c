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

  /// Why a document is not known, and what to do about it.
  record Unknown(String why, String learnBy) {

    Lookup<Policy> document(String fact) {
      return new Lookup.Unreadable<>(new Gap(fact, why, learnBy));
    }
  }

  /// What `attribute` holds after the change.
  static PolicyReading reading(ResourceChange change, String attribute, PlanFollower follower)
      throws MalformedPlan {
    return change.isUnknown(attribute)
        ? new PolicyReading.Unreadable(follower.unknown(change, attribute).why())
        : reading(change.after(attribute));
  }

  static PolicyReading reading(Optional<String> json) {
    return json.map(PolicyReader::read)
        .orElseGet(() -> new PolicyReading.Unreadable(PlanWords.notInPlan()));
  }

  /// The same as a policy of a caller.
  ///
  /// @param fact what it is
  static Lookup<Policy> document(
      String fact, ResourceChange change, String attribute, PlanFollower follower)
      throws MalformedPlan {
    return change.isUnknown(attribute)
        ? follower.unknown(change, attribute).document(fact)
        : document(fact, reading(change.after(attribute)));
  }

  static Lookup<Policy> document(String fact, PolicyReading reading) {
    return switch (reading) {
      case PolicyReading.Read(Policy policy) -> new Lookup.Found<>(policy);
      case PolicyReading.Unreadable(String problem) ->
          new Unknown(problem, PlanWords.checkAfterApply()).document(fact);
    };
  }
}
