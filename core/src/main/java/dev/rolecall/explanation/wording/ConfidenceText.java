package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.ChecklistStep;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.EvaluationEvidence;
import dev.rolecall.diagnosis.result.EvaluationEvidence.Agreement;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.iam.evaluation.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How sure an answer is, what it rests on, what was read and what else is possible.
public record ConfidenceText(Explanation explanation, CauseSentence causes) {

  private static final int MOST_POSSIBLE = 4;
  private static final String SAID = "AWS's error message names this policy";
  private static final String CONFIRMED = "confirmed against the policy";

  private Diagnosis diagnosis() {
    return explanation.diagnosis();
  }

  /// How sure the answer is, as blocks.
  ///
  /// @param allowed whether the answer is that the call is allowed, which the lead says
  public List<Block> blocks(boolean allowed) {
    List<Block> blocks = new ArrayList<>();
    if (!allowed) {
      blocks.add(new Block.Paragraph(verdict()));
    }
    if (diagnosis().awsDisagrees() && diagnosis().confidence() != Confidence.LIKELY) {
      blocks.add(new Block.Paragraph(disagreement().capital().then(".")));
    }
    blocks.add(new Block.Paragraph(checked()));
    diagnosis()
        .awsEvaluation()
        .map(evidence -> new EvaluationSentence(explanation.denial(), evidence).whole())
        .ifPresent(sentence -> blocks.add(new Block.Paragraph(sentence)));
    if (!allowed && explanation.candidates().isEmpty()) {
      blocks.addAll(Block.announced(possibleTitle(), possible(MOST_POSSIBLE)));
    }
    return blocks;
  }

  /// How sure it is that the call is allowed.
  public RichSentence allowed() {
    return words("Certain: the policies allow the call" + passingNothing());
  }

  /// What a call may pass only with a permission of its own, and was not said to pass.
  private String passingNothing() {
    List<String> notPassed = new ArrayList<>();
    if (explanation.denial().sessionTags() == Passed.NO) {
      notPassed.add("session tags");
    }
    if (explanation.denial().sourceIdentity() == Passed.NO) {
      notPassed.add("a source identity");
    }
    return notPassed.isEmpty() ? "." : ", without " + String.join(" or ", notPassed) + ".";
  }

  private RichSentence verdict() {
    if (explanation.denial().isHypothetical() && diagnosis().allowed().isUnknown()) {
      return words("Undetermined: the answer depends on facts that are not known.");
    }
    Cause cause = diagnosis().cause();
    return switch (diagnosis().confidence()) {
      case CERTAIN -> say("Certain ({}): {}.", cause.code(), words(certain(cause)));
      case LIKELY -> say("Likely ({}): {}.", cause.code(), likely(cause));
      case UNDETERMINED ->
          cause.code() == CauseCode.UNDETERMINED
              ? words("Undetermined: not enough evidence.")
              : say("Undetermined: best guess ({}).", cause.code());
    };
  }

  private String certain(Cause cause) {
    Optional<EvaluationEvidence> own =
        diagnosis().awsEvaluation().filter(it -> it.status() == EvaluationEvidence.Status.READ);
    if (own.filter(it -> isNamedBy(it, cause)).isPresent()) {
      return decision(cause).denies()
          ? CONFIRMED + ", and AWS's own evaluation names it"
          : "AWS's own evaluation names this policy";
    }
    boolean agrees = own.filter(it -> it.agreement() == Agreement.AGREES).isPresent();
    return agrees && decision(cause).denies()
        ? CONFIRMED + ", and AWS's own evaluation agrees"
        : without(cause);
  }

  private static boolean isNamedBy(EvaluationEvidence evidence, Cause cause) {
    return evidence.deniedBy().stream()
        .flatMap(denier -> denier.type().stream())
        .anyMatch(cause::isIn);
  }

  /// Why it is certain without AWS's own evaluation.
  private String without(Cause cause) {
    return switch (explanation.denial().reason()) {
      case AwsReason.PolicyDenies said when cause.isIn(said.type()) ->
          decision(cause).denies() ? CONFIRMED + ", and AWS's error message names it" : SAID;
      case AwsReason.RootMayNotAssume _, AwsReason.MfaCodeInvalid _, AwsReason.OtherError _ ->
          "AWS's error message says so";
      case AwsReason.PolicyDenies _, AwsReason.NotGiven _, AwsReason.ReportedByService _ -> {
        if (cause.code() == CauseCode.ROOT_CANNOT_ASSUME) {
          yield "no policy can allow it";
        }
        if (cause.code() != CauseCode.ROLE_NOT_FOUND) {
          yield CONFIRMED;
        }
        yield explanation.denial().target() instanceof TargetRole.Unreadable
            ? "no role has such an ARN"
            : explanation.denial().asksOtherPartition()
                ? "credentials of one partition cannot assume roles in another"
                : "the role's account was read and has no such role";
      }
    };
  }

  private RichSentence likely(Cause cause) {
    if (!diagnosis().awsDisagrees()
        && diagnosis().awsEvaluation().filter(own -> !own.confirmed()).isPresent()) {
      return words(
          "AWS's own evaluation was considered, but does not show that it is about this caller");
    }
    return diagnosis().awsDisagrees() ? disagreement() : words(agreed(cause));
  }

  private String agreed(Cause cause) {
    CauseCode code = cause.code();
    if (decision(cause).denies()) {
      return code == CauseCode.DELETED_PRINCIPAL
          ? "the policy denies the call; that the deleted principal was this caller is inferred"
          : new ServiceSentence(explanation).isUnknown()
              ? "the policy does not name this principal, but Rolecall does not know the service,"
                  + " which may call under another name"
              : "the policy denies the call now, but may have been different at the time of the"
                  + " call";
    }
    if (isPerhapsOfCaller(cause)) {
      return "AWS's error message names it, but CloudTrail did not record the requested role, so"
          + " the caller may have written that part of the message";
    }
    if (code.is(CauseCode.Trait.PASSING)) {
      return code == CauseCode.CHANGED_SINCE
          ? "the policies changed after the denial and allow the call now"
          : "a related change was made seconds earlier, and no policy denies the call";
    }
    if (code == CauseCode.ROLE_NOT_FOUND) {
      return explanation.denial().target() instanceof TargetRole.Unreadable
          ? "AWS's error message quotes an ARN that is not a role ARN"
          : "the role does not exist now, but may have existed at the time of the call";
    }
    long others = possible(Integer.MAX_VALUE).size();
    return others == 0 || !explanation.candidates().isEmpty()
        ? theOneLeft()
        : "the best of " + (others + 1) + " explanations that fit";
  }

  /// Where no policy was read, what AWS said is all there is, or the roles that trust the caller.
  private String theOneLeft() {
    if (readsSomething()) {
      return "the only explanation left";
    }
    return explanation.denial().reason() instanceof AwsReason.PolicyDenies
        ? "AWS's error message names it, but no policy was read that could confirm it"
        : "best guess without the policies";
  }

  private boolean readsSomething() {
    return !explanation.candidates().isEmpty() || readsPolicies();
  }

  private boolean isPerhapsOfCaller(Cause cause) {
    return explanation.denial().reason() instanceof AwsReason.PolicyDenies said
        && !said.proven()
        && cause.isIn(said.type());
  }

  private Decision decision(Cause cause) {
    return cause.policyType().map(diagnosis()::decision).orElse(Decision.NOT_APPLICABLE);
  }

  private RichSentence disagreement() {
    Optional<EvaluationEvidence> own =
        diagnosis().awsEvaluation().filter(EvaluationEvidence::disagrees);
    if (own.isPresent()) {
      return say(
          "AWS's own evaluation and the policies that were read disagree; AWS's says: {}",
          new EvaluationSentence(explanation.denial(), own.get()).verdict());
    }
    return say(
        "AWS's error message and the policies that were read disagree; {}",
        new StepSentence(explanation).awsReason());
  }

  /// "Checked: trust policy ✗ · SCPs ✓ · session policy not readable".
  private RichSentence checked() {
    List<String> checked = new ArrayList<>();
    for (PolicyType type : PolicyType.values()) {
      String kind = PolicySentence.kind(type);
      switch (diagnosis().decision(type)) {
        case ALLOW -> checked.add(kind + " ✓");
        case IMPLICIT_DENY ->
            checked.add(
                type == PolicyType.IDENTITY_POLICY && identityNotNeeded()
                    ? kind + " not needed"
                    : kind + " ✗");
        case EXPLICIT_DENY -> checked.add(kind + " ✗ (explicit deny)");
        case UNKNOWN -> checked.add(kind + " ? (depends on unrecorded facts)");
        case UNREAD -> checked.add(kind + " not readable");
        case NOT_APPLICABLE -> {}
      }
    }
    RichSentence facts =
        words(
            readsPolicies()
                ? String.join(" · ", checked)
                : explanation.candidates().isEmpty()
                    ? "nothing; no policy was readable"
                    : "trust policies of the account's roles");
    return say(
        "Checked{}: {}{}.",
        words(action()),
        facts,
        words(
            explanation.undated() ? " (undated snapshot, taken as of the time of the call)" : ""));
  }

  private boolean readsPolicies() {
    return diagnosis().evaluation().values().stream()
        .anyMatch(decision -> decision != Decision.UNREAD && decision != Decision.NOT_APPLICABLE);
  }

  /// The action that was evaluated, where a cause is about another one.
  private String action() {
    String action = explanation.denial().call().action();
    return diagnosis().causes().stream().allMatch(cause -> cause.action().equals(action))
        ? ""
        : " for " + action;
  }

  /// In the role's own account a trust policy that names the caller needs no other permission.
  private boolean identityNotNeeded() {
    return diagnosis().decision(PolicyType.IDENTITY_POLICY) == Decision.IMPLICIT_DENY
        && explanation.checklist().stream()
            .anyMatch(
                checklistStep ->
                    checklistStep.name() == ChecklistStep.Name.CALLER_MAY_ASSUME
                        && checklistStep.status() == ChecklistStep.Status.PASS);
  }

  private String possibleTitle() {
    return switch (diagnosis().confidence()) {
      case CERTAIN -> "Possible further blockers (not checked):";
      case LIKELY -> "Also possible:";
      case UNDETERMINED -> "Possible:";
    };
  }

  /// What the other explanations have that the causes do not, each once.
  public List<RichSentence> possible(int most) {
    Set<Cause> known = Set.copyOf(diagnosis().causes());
    List<RichSentence> all =
        diagnosis().possible().stream()
            .flatMap(List::stream)
            .filter(cause -> !known.contains(cause))
            .distinct()
            .map(causes::clause)
            .distinct()
            .toList();
    return RichSentence.first(most, all, "%d more, less likely");
  }
}
