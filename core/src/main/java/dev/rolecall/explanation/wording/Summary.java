package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.term.EntityNames;
import dev.rolecall.explanation.term.RegionNames;
import dev.rolecall.explanation.term.TimeFormat;
import dev.rolecall.iam.condition.Truth;
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

  /// Who could not assume what, when and where.
  public RichSentence headline(boolean real) {
    Denial denial = explanation.denial();
    return say(
        "{}{}{}.",
        new EntityNames(explanation).call(verb(explanation, real)).capital(),
        denial.time().map(time -> words(", " + TimeFormat.absolute(time))),
        RegionNames.of(denial).map(region -> words(", " + region)));
  }

  /// How sure the cause is, in one word, and the cause; before it the change that may have made it.
  public RichSentence cause(boolean real) {
    if (!real && explanation.diagnosis().allowed().isTrue()) {
      return RichSentence.NOTHING;
    }
    if (isOpen()) {
      return say("Undetermined{}.", openFacts());
    }
    RichSentence clause = causes.clause(explanation.diagnosis().cause());
    int others = explanation.diagnosis().causes().size() - 1;
    return say(
        "{}{}: {}{}",
        new ChangeNews(explanation).sentence().map(news -> news.then(" ")),
        words(
            switch (explanation.diagnosis().confidence()) {
              case CERTAIN -> "Certain";
              case LIKELY -> "Likely";
              case UNDETERMINED -> "Undetermined";
            }),
        clause,
        words(blockers(others)));
  }

  private static String blockers(int others) {
    return switch (others) {
      case 0 -> ".";
      case 1 -> "; plus 1 more blocker.";
      default -> "; plus " + others + " more blockers.";
    };
  }

  /// Whether the answer about a call that has not been made depends on what is unknown.
  private boolean isOpen() {
    return explanation.denial().isHypothetical() && explanation.diagnosis().allowed().isUnknown();
  }

  private RichSentence openFacts() {
    List<RichSentence> facts =
        explanation.diagnosis().gaps().stream()
            .map(Gap::fact)
            .distinct()
            .map(RichSentence::ticked)
            .toList();
    RichSentence shown =
        RichSentence.join(RichSentence.first(MOST_OPEN, facts, "%d more"), ", ", " and ");
    return facts.isEmpty() ? RichSentence.NOTHING : say("; it depends on {}", shown);
  }

  /// The reason alone, as a sentence.
  public RichSentence reason(Cause cause) {
    RichSentence clause = causes.clause(cause);
    boolean undetermined = cause.code() == CauseCode.UNDETERMINED;
    if (isOpen() && !undetermined) {
      return say("It depends: {}.", clause);
    }
    return switch (explanation.diagnosis().confidence()) {
      case CERTAIN -> clause.sentence();
      case LIKELY -> say("Most likely {}.", clause);
      case UNDETERMINED -> undetermined ? clause.sentence() : say("Perhaps {}.", clause);
    };
  }
}
