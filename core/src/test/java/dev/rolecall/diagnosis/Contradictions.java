package dev.rolecall.diagnosis;

import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.ChecklistStep;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.iam.evaluation.Decision;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What in one explanation contradicts something else in it.
public final class Contradictions {

  private static final Set<CauseCode> MFA =
      EnumSet.of(CauseCode.MFA_REQUIRED, CauseCode.MFA_CODE_INVALID);
  private static final Set<CauseCode> EXTERNAL_ID =
      EnumSet.of(
          CauseCode.EXTERNAL_ID_MISSING,
          CauseCode.EXTERNAL_ID_MISMATCH,
          CauseCode.EXTERNAL_ID_REQUIRED);

  private final Diagnosis diagnosis;
  private final Map<ChecklistStep.Name, ChecklistStep.Status> steps =
      new EnumMap<>(ChecklistStep.Name.class);
  private final List<String> found = new ArrayList<>();

  private Contradictions(Explanation explanation) {
    this.diagnosis = explanation.diagnosis();
    explanation
        .checklist()
        .forEach(checklistStep -> steps.put(checklistStep.name(), checklistStep.status()));
  }

  /// Empty when there is none.
  public static List<String> in(Explanation explanation) {
    Contradictions search = new Contradictions(explanation);
    search.possible();
    search.steps();
    search.verdict(explanation);
    return search.found;
  }

  private void possible() {
    List<List<Cause>> seen = new ArrayList<>();
    for (List<Cause> set : diagnosis.possible()) {
      check(same(set, diagnosis.causes()), "possible is what is said to be the cause: " + set);
      check(seen.stream().anyMatch(other -> same(other, set)), "possible twice: " + set);
      check(set.isEmpty(), "a possible set of no causes");
      seen.add(set);
    }
  }

  private static boolean same(List<Cause> one, List<Cause> other) {
    return one.size() == other.size()
        && other.stream()
            .map(Cause::ofAnyAction)
            .toList()
            .containsAll(one.stream().map(Cause::ofAnyAction).toList());
  }

  private void steps() {
    step(ChecklistStep.Name.MFA_SATISFIED, MFA);
    step(ChecklistStep.Name.EXTERNAL_ID_SATISFIED, EXTERNAL_ID);
    step(ChecklistStep.Name.ROLE_EXISTS, EnumSet.of(CauseCode.ROLE_NOT_FOUND));
    step(ChecklistStep.Name.TRUST_POLICY_ALLOWS_CALLER, PolicyType.TRUST_POLICY);
    step(
        ChecklistStep.Name.CALLER_MAY_ASSUME,
        PolicyType.IDENTITY_POLICY,
        PolicyType.PERMISSIONS_BOUNDARY,
        PolicyType.SESSION_POLICY);
    step(ChecklistStep.Name.ORGANIZATION_ALLOWS, PolicyType.SCP, PolicyType.RCP);
  }

  private void step(ChecklistStep.Name name, Set<CauseCode> codes) {
    boolean cause = diagnosis.causes().stream().anyMatch(one -> codes.contains(one.code()));
    boolean possible =
        diagnosis.possible().stream()
            .flatMap(List::stream)
            .anyMatch(one -> codes.contains(one.code()));
    check(cause && passes(name), name + " passes and is a cause");
    check(possible && passes(name), name + " passes and is possible");
    check(!cause && fails(name), name + " fails and is not a cause");
  }

  private void step(ChecklistStep.Name name, PolicyType... types) {
    Set<PolicyType> these = EnumSet.copyOf(List.of(types));
    boolean cause =
        diagnosis.causes().stream()
            .anyMatch(one -> one.policyType().stream().anyMatch(these::contains));
    boolean denies =
        these.stream().anyMatch(type -> diagnosis.evaluation().get(type) == Decision.EXPLICIT_DENY);
    check(cause && passes(name), name + " passes and is a cause");
    boolean root =
        diagnosis.cause().code() == CauseCode.ROOT_CANNOT_ASSUME
            && name == ChecklistStep.Name.CALLER_MAY_ASSUME;
    check(!cause && !denies && !root && fails(name), name + " fails and nothing in it denies");
    check(
        cause
            && diagnosis.confidence() == Confidence.CERTAIN
            && steps.get(name) == ChecklistStep.Status.UNKNOWN,
        name + " is not known and is a cause for certain");
  }

  private void verdict(Explanation explanation) {
    boolean certain = diagnosis.confidence() == Confidence.CERTAIN;
    check(certain && diagnosis.allowed().isTrue(), "certain, and allowed");
    check(
        diagnosis.cause().code() == CauseCode.UNDETERMINED && certain, "undetermined for certain");
    check(
        diagnosis.actor() == Actor.NOBODY && !explanation.fixes().isEmpty(),
        "nobody is asked to act, and there is something to change");
  }

  private boolean passes(ChecklistStep.Name name) {
    return steps.get(name) == ChecklistStep.Status.PASS;
  }

  private boolean fails(ChecklistStep.Name name) {
    return steps.get(name) == ChecklistStep.Status.FAIL;
  }

  private void check(boolean contradicts, String what) {
    if (contradicts) {
      found.add(what);
    }
  }
}
