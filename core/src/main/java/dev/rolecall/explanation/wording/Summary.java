package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;

import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.explanation.wording.term.EntityNames;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.Decision;
import java.util.List;

/// Who could not assume what, and why, in one sentence.
public record Summary(Explanation explanation, CauseSentence causes) {

  private static final int MOST_OPEN = 3;

  /// What stands between caller and role.
  ///
  /// @param real whether the call was made, and refused
  public static String verb(Explanation explanation, boolean real) {
    if (real) {
      return "could not assume";
    }
    Truth allowed = explanation.diagnosis().allowed();
    return allowed.isFalse()
        ? "cannot assume"
        : allowed.isTrue() ? "can assume" : "may or may not be able to assume";
  }

  /// The whole sentence.
  public RichSentence sentence(boolean real) {
    RichSentence call = new EntityNames(explanation).call(verb(explanation, real)).capital();
    if (!real && explanation.diagnosis().allowed().isTrue()) {
      return call.then(".");
    }
    if (isOpen()) {
      return call.then(openFacts()).then(".");
    }
    Cause cause = explanation.diagnosis().cause();
    String more = blockers(explanation.diagnosis().causes().size() - 1);
    return call.then(
            switch (explanation.diagnosis().confidence()) {
              case CERTAIN -> " because ";
              case LIKELY -> ", most likely because ";
              case UNDETERMINED ->
                  cause.code() == CauseCode.UNDETERMINED ? "; " : ", perhaps because ";
            })
        .then(causes.clause(cause))
        .then(more);
  }

  /// How a clause on the cause ends where there are others.
  public static String blockers(int others) {
    return switch (others) {
      case 0 -> ".";
      case 1 -> "; plus 1 more blocker.";
      default -> "; plus " + others + " more blockers.";
    };
  }

  /// Whether the answer about a call that has not been made depends on what is unknown.
  public boolean isOpen() {
    return explanation.denial().isHypothetical() && explanation.diagnosis().allowed().isUnknown();
  }

  /// What it depends on.
  public RichSentence openFacts() {
    List<RichSentence> facts =
        explanation.diagnosis().gaps().stream()
            .map(GapSentence::fact)
            .distinct()
            .map(RichSentence::ticked)
            .toList();
    RichSentence shown =
        RichSentence.join(RichSentence.first(MOST_OPEN, facts, "%d more"), ", ", " and ");
    boolean trusted = explanation.diagnosis().decision(PolicyType.TRUST_POLICY) == Decision.ALLOW;
    return facts.isEmpty()
        ? RichSentence.NOTHING
        : say(
            trusted
                ? "; the trust policy allows the call, but the answer depends on {}"
                : "; it depends on {}",
            shown);
  }
}
