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
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.iam.evaluation.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How sure an answer is, what it rests on, what was read and what else is possible.
public record ConfidenceText(Explanation explanation, CauseSentence causes) {

  private static final int MOST_POSSIBLE = 4;
  private static final String SAID = "AWS's own message says so";

  private Diagnosis diagnosis() {
    return explanation.diagnosis();
  }

  /// How sure the answer is, as blocks.
  ///
  /// @param allowed whether the answer is that the call is allowed
  public List<Block> blocks(boolean allowed) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            allowed
                ? words("Certain: the policies that were read allow it" + passingNothing())
                : verdict()));
    if (diagnosis().awsDisagrees() && diagnosis().confidence() != Confidence.LIKELY) {
      blocks.add(new Block.Paragraph(disagreement().capital().then(".")));
    }
    blocks.add(new Block.Facts(read()));
    if (!allowed && explanation.candidates().isEmpty()) {
      blocks.addAll(Block.announced(possibleTitle(), possible()));
    }
    return blocks;
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
      return words("Undetermined: it depends on what is not known.");
    }
    Cause cause = diagnosis().cause();
    return switch (diagnosis().confidence()) {
      case CERTAIN -> say("Certain ({}): {}.", cause.code(), words(certain(cause)));
      case LIKELY -> say("Likely, not certain ({}): {}.", cause.code(), likely(cause));
      case UNDETERMINED ->
          cause.code() == CauseCode.UNDETERMINED
              ? words("Not decided: too little is known.")
              : say("Not decided ({}): it is only the best guess.", cause.code());
    };
  }

  private String certain(Cause cause) {
    String judged = "a policy that was read denies it on known facts";
    return switch (explanation.denial().reason()) {
      case AwsReason.PolicyDenies said when cause.isIn(said.type()) ->
          decision(cause).denies() ? judged + ", and AWS's message agrees" : SAID;
      case AwsReason.RootMayNotAssume _, AwsReason.MfaCodeInvalid _, AwsReason.OtherError _ -> SAID;
      case AwsReason.PolicyDenies _, AwsReason.NotGiven _ -> {
        if (cause.code() == CauseCode.ROOT_CANNOT_ASSUME) {
          yield "no policy can allow it";
        }
        if (cause.code() != CauseCode.ROLE_NOT_FOUND) {
          yield judged;
        }
        yield explanation.denial().target() instanceof TargetRole.Unreadable
            ? "no role has such an ARN"
            : explanation.denial().asksOtherPartition()
                ? "credentials of one partition know no roles of another"
                : "the account was read and has no such role";
      }
    };
  }

  private RichSentence likely(Cause cause) {
    return diagnosis().awsDisagrees() ? disagreement() : words(agreed(cause));
  }

  private String agreed(Cause cause) {
    CauseCode code = cause.code();
    if (decision(cause).denies()) {
      return code == CauseCode.DELETED_PRINCIPAL
          ? "the policy that was read denies it; that the deleted principal was this caller is"
              + " inferred"
          : new ServiceSentence(explanation).isUnknown()
              ? "the policy that was read does not name this principal; Rolecall does not know the"
                  + " service, so it may go by another name"
              : "a policy that was read denies it, but it may have been another when the call was"
                  + " made";
    }
    if (isPerhapsOfCaller(cause)) {
      return "AWS's message names it, but the record does not show which role was requested, so the"
          + " caller may have written that part of the message";
    }
    if (code.is(CauseCode.Trait.PASSING)) {
      return code == CauseCode.CHANGED_SINCE
          ? "the time fits, and what was read now allows it"
          : "the time fits, and nothing that was read denies it for certain";
    }
    if (code == CauseCode.ROLE_NOT_FOUND) {
      return explanation.denial().target() instanceof TargetRole.Unreadable
          ? "AWS's message quotes an ARN that no role has"
          : "the role is not there now; it may have been there then";
    }
    return diagnosis().possible().isEmpty()
        ? theOneLeft()
        : "it is the best of several explanations that fit what was read";
  }

  /// Where no policy was read, what AWS said is all there is, or the roles that trust the caller.
  private String theOneLeft() {
    if (readsSomething()) {
      return "it is the one explanation left by what was read";
    }
    return explanation.denial().reason() instanceof AwsReason.PolicyDenies
        ? "AWS's message names it, and no policy was read that could confirm it"
        : "it is the best guess without the policies";
  }

  private boolean readsSomething() {
    return !explanation.candidates().isEmpty()
        || diagnosis().evaluation().values().stream()
            .anyMatch(
                decision -> decision != Decision.UNREAD && decision != Decision.NOT_APPLICABLE);
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
    return say(
        "AWS's message and the policies that were read do not agree; {}",
        new StepSentence(explanation).awsReason());
  }

  private List<Block.Fact> read() {
    Map<String, List<String>> read = new LinkedHashMap<>();
    List<String> unread = new ArrayList<>();
    for (PolicyType type : PolicyType.values()) {
      switch (diagnosis().decision(type)) {
        case UNREAD -> unread.add(PolicySentence.kind(type));
        case NOT_APPLICABLE -> {}
        case ALLOW, IMPLICIT_DENY, EXPLICIT_DENY, UNKNOWN ->
            read.computeIfAbsent(verdict(type), _ -> new ArrayList<>())
                .add(PolicySentence.kind(type));
      }
    }
    String nothing =
        explanation.candidates().isEmpty()
            ? "nothing"
            : "the trust policies of the account's roles";
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(
        new Block.Fact(
            "read",
            read.isEmpty()
                ? nothing
                : read.entrySet().stream()
                    .map(group -> String.join(", ", group.getValue()) + " " + group.getKey())
                    .collect(Collectors.joining("; "))));
    if (!unread.isEmpty() && !read.isEmpty()) {
      facts.add(new Block.Fact("not read", String.join(", ", unread)));
    }
    if (explanation.undated()) {
      facts.add(
          new Block.Fact("as of", "no date in the snapshot: taken as the policies of that time"));
    }
    return facts;
  }

  private String verdict(PolicyType type) {
    return switch (diagnosis().decision(type)) {
      case ALLOW -> "(allowing " + it() + ")";
      case IMPLICIT_DENY ->
          type == PolicyType.IDENTITY_POLICY && identityNotNeeded()
              ? "(not needed)"
              : "(not allowing " + it() + ")";
      case EXPLICIT_DENY -> "(denying " + it() + ")";
      case UNKNOWN, NOT_APPLICABLE, UNREAD -> "(not decided)";
    };
  }

  /// The action that was judged, where a cause is about another one.
  private String it() {
    String action = explanation.denial().call().action();
    return diagnosis().causes().stream().allMatch(cause -> cause.action().equals(action))
        ? "it"
        : action;
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
      case CERTAIN -> "This may stand in the way besides:";
      case LIKELY -> "Also possible:";
      case UNDETERMINED -> "Possible:";
    };
  }

  /// What the other explanations have that the causes do not, each once.
  private List<RichSentence> possible() {
    List<RichSentence> all =
        diagnosis().possible().stream()
            .flatMap(List::stream)
            .filter(cause -> !diagnosis().causes().contains(cause))
            .distinct()
            .map(causes::clause)
            .distinct()
            .toList();
    return RichSentence.first(MOST_POSSIBLE, all, "and %d more, less probable");
  }
}
