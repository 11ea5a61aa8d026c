package dev.rolecall.diagnosis;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.ChecklistStep;
import dev.rolecall.diagnosis.result.ChecklistStep.Status;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.iam.evaluation.Decision;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The seven steps that an engineer would go through by hand, and how each stands.
record Checklist(Denial denial, Diagnosis diagnosis, Optional<Facts> facts) {

  /// @param facts empty when the record does not name the role
  static List<ChecklistStep> of(Denial denial, Diagnosis diagnosis, Optional<Facts> facts) {
    Checklist checklist = new Checklist(denial, diagnosis, facts);
    return Arrays.stream(ChecklistStep.Name.values())
        .map(name -> new ChecklistStep(name, checklist.status(name)))
        .toList();
  }

  private Status status(ChecklistStep.Name name) {
    return switch (name) {
      case ROLE_EXISTS -> roleExists();
      case TRUST_POLICY_ALLOWS_CALLER -> layers(PolicyType.TRUST_POLICY);
      case CALLER_MAY_ASSUME -> callerMayAssume();
      case MFA_SATISFIED -> unless(CauseCode.Trait.MFA);
      case EXTERNAL_ID_SATISFIED -> unless(CauseCode.Trait.EXTERNAL_ID);
      case ORGANIZATION_ALLOWS -> layers(PolicyType.SCP, PolicyType.RCP);
      case AWS_REASON ->
          denial.reason() instanceof AwsReason.NotGiven && !isExplained()
              ? Status.UNKNOWN
              : Status.FAIL;
    };
  }

  /// Whether AWS's own evaluation shows what denied the call.
  private boolean isExplained() {
    return diagnosis.awsEvaluation().filter(own -> !own.effects().isEmpty()).isPresent();
  }

  private Status roleExists() {
    if (has(cause -> cause.code() == CauseCode.ROLE_NOT_FOUND)) {
      return Status.FAIL;
    }
    return facts
        .map(
            known ->
                switch (known.role()) {
                  case Lookup.Found<?> _ -> Status.PASS;
                  case Lookup.Absent<?> _ -> Status.FAIL;
                  case Lookup.Unreadable<?> _ -> Status.UNKNOWN;
                })
        .orElse(Status.UNKNOWN);
  }

  private Status callerMayAssume() {
    if (has(cause -> cause.code() == CauseCode.ROOT_CANNOT_ASSUME)) {
      return Status.FAIL;
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

  /// Fails when a cause lies in one of the types, passes when all allow or do not apply.
  private Status layers(PolicyType... types) {
    boolean pass = facts.isPresent();
    for (PolicyType type : types) {
      if (blockedIn(type)) {
        return Status.FAIL;
      }
      pass = pass && passes(type) && !has(cause -> cause.isIn(type));
    }
    return pass ? Status.PASS : Status.UNKNOWN;
  }

  private boolean blockedIn(PolicyType type) {
    return (diagnosis.confidence() == Confidence.CERTAIN && has(cause -> cause.isIn(type)))
        || diagnosis.evaluation().get(type) == Decision.EXPLICIT_DENY;
  }

  private boolean passes(PolicyType type) {
    return switch (diagnosis.evaluation().getOrDefault(type, Decision.UNREAD)) {
      case ALLOW -> true;
      case NOT_APPLICABLE -> type != PolicyType.TRUST_POLICY;
      case UNREAD -> type == PolicyType.SESSION_POLICY && !mayHave(cause -> cause.isIn(type));
      case IMPLICIT_DENY, EXPLICIT_DENY, UNKNOWN -> false;
    };
  }

  private Status unless(CauseCode.Trait about) {
    Predicate<Cause> concerned = cause -> cause.code().is(about);
    if (has(concerned.and(this::isKnown))) {
      return Status.FAIL;
    }
    boolean read = facts.filter(known -> known.role() instanceof Lookup.Found).isPresent();
    return mayHave(concerned) || !read ? Status.UNKNOWN : Status.PASS;
  }

  private boolean isKnown(Cause cause) {
    return diagnosis.confidence() == Confidence.CERTAIN
        && cause.code() != CauseCode.EXTERNAL_ID_REQUIRED;
  }

  private boolean has(Predicate<Cause> what) {
    return diagnosis.causes().stream().anyMatch(what);
  }

  private boolean mayHave(Predicate<Cause> what) {
    return has(what) || diagnosis.possible().stream().flatMap(List::stream).anyMatch(what);
  }
}
