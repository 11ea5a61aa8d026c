package dev.rolecall.diagnosis;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.ChecklistStep;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.iam.evaluation.Decision;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The seven steps that an engineer would go through by hand, and how each stands.
final class Checklist {

  private final Denial denial;
  private final Diagnosis diagnosis;
  private final Optional<Facts> facts;

  private Checklist(Denial denial, Diagnosis diagnosis, Optional<Facts> facts) {
    this.denial = denial;
    this.diagnosis = diagnosis;
    this.facts = facts;
  }

  /// @param facts empty when the record does not name the role
  static List<ChecklistStep> of(Denial denial, Diagnosis diagnosis, Optional<Facts> facts) {
    Checklist checklist = new Checklist(denial, diagnosis, facts);
    return Arrays.stream(ChecklistStep.Name.values())
        .map(name -> new ChecklistStep(name, checklist.status(name)))
        .toList();
  }

  private ChecklistStep.Status status(ChecklistStep.Name name) {
    return switch (name) {
      case ROLE_EXISTS -> roleExists();
      case TRUST_POLICY_ALLOWS_CALLER -> layers(PolicyType.TRUST_POLICY);
      case CALLER_MAY_ASSUME -> callerMayAssume();
      case MFA_SATISFIED -> unless(CauseCode.Trait.MFA);
      case EXTERNAL_ID_SATISFIED -> unless(CauseCode.Trait.EXTERNAL_ID);
      case ORGANIZATION_ALLOWS -> layers(PolicyType.SCP, PolicyType.RCP);
      case AWS_REASON ->
          denial.reason() instanceof AwsReason.NotGiven
              ? ChecklistStep.Status.UNKNOWN
              : ChecklistStep.Status.FAIL;
    };
  }

  private ChecklistStep.Status roleExists() {
    if (has(cause -> cause.code() == CauseCode.ROLE_NOT_FOUND)) {
      return ChecklistStep.Status.FAIL;
    }
    return facts
        .map(Facts::role)
        .map(
            role ->
                switch (role) {
                  case Lookup.Found<?> _ -> ChecklistStep.Status.PASS;
                  case Lookup.Absent<?> _ -> ChecklistStep.Status.FAIL;
                  case Lookup.Unreadable<?> _ -> ChecklistStep.Status.UNKNOWN;
                })
        .orElse(ChecklistStep.Status.UNKNOWN);
  }

  private ChecklistStep.Status callerMayAssume() {
    if (has(cause -> cause.code() == CauseCode.ROOT_CANNOT_ASSUME)) {
      return ChecklistStep.Status.FAIL;
    }
    boolean notNeeded =
        facts.filter(Facts::sameAccount).isPresent()
            && !has(cause -> cause.isIn(PolicyType.IDENTITY_POLICY))
            && diagnosis.evaluation().get(PolicyType.IDENTITY_POLICY) == Decision.IMPLICIT_DENY;
    return notNeeded
        ? layers(PolicyType.PERMISSIONS_BOUNDARY, PolicyType.SESSION_POLICY)
        : layers(
            PolicyType.IDENTITY_POLICY, PolicyType.PERMISSIONS_BOUNDARY, PolicyType.SESSION_POLICY);
  }

  /// Fails when a cause lies in one of the types, passes when all allow or take no part.
  private ChecklistStep.Status layers(PolicyType... types) {
    boolean pass = facts.isPresent();
    for (PolicyType type : types) {
      if (blockedIn(type)) {
        return ChecklistStep.Status.FAIL;
      }
      pass = pass && passes(type) && !has(cause -> cause.isIn(type));
    }
    return pass ? ChecklistStep.Status.PASS : ChecklistStep.Status.UNKNOWN;
  }

  private boolean blockedIn(PolicyType type) {
    return (diagnosis.confidence() == Confidence.CERTAIN && has(cause -> cause.isIn(type)))
        || diagnosis.evaluation().get(type) == Decision.EXPLICIT_DENY;
  }

  private boolean passes(PolicyType type) {
    Map<PolicyType, Decision> evaluation = diagnosis.evaluation();
    return switch (evaluation.getOrDefault(type, Decision.UNREAD)) {
      case ALLOW -> true;
      case NOT_APPLICABLE -> type != PolicyType.TRUST_POLICY;
      case UNREAD -> type == PolicyType.SESSION_POLICY && !suspected(type);
      case IMPLICIT_DENY, EXPLICIT_DENY, UNKNOWN -> false;
    };
  }

  private boolean suspected(PolicyType type) {
    Predicate<Cause> inIt = cause -> cause.isIn(type);
    return has(inIt) || diagnosis.possible().stream().flatMap(List::stream).anyMatch(inIt);
  }

  private ChecklistStep.Status unless(CauseCode.Trait about) {
    if (has(cause -> cause.code().is(about) && isKnown(cause))) {
      return ChecklistStep.Status.FAIL;
    }
    boolean possible =
        has(cause -> cause.code().is(about))
            || diagnosis.possible().stream()
                .flatMap(List::stream)
                .anyMatch(cause -> cause.code().is(about));
    boolean read = facts.filter(known -> known.role() instanceof Lookup.Found).isPresent();
    return possible || !read ? ChecklistStep.Status.UNKNOWN : ChecklistStep.Status.PASS;
  }

  private boolean isKnown(Cause cause) {
    return diagnosis.confidence() == Confidence.CERTAIN
        && cause.code() != CauseCode.EXTERNAL_ID_REQUIRED;
  }

  private boolean has(Predicate<Cause> what) {
    return diagnosis.causes().stream().anyMatch(what);
  }
}
