package dev.rolecall.explanation.wording.answer;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.wording.CauseSentence;
import dev.rolecall.explanation.wording.ConfidenceText;
import dev.rolecall.explanation.wording.Summary;
import dev.rolecall.explanation.wording.term.EntityNames;
import dev.rolecall.explanation.wording.term.TimeFormat;

/// The first three lines of an explanation.
///
/// @param real whether the call was made, and denied
public record Lead(Explanation explanation, CauseSentence causes, boolean real) {

  /// As long as the longest name of a role.
  private static final int LONGEST_NAME = 64;

  private static final int SHORTENED = 52;

  private boolean isAllowed() {
    return !real && explanation.diagnosis().allowed().isTrue();
  }

  /// Who could not assume what, when and where; long subjects without their middle, as the facts of
  /// the call have them whole.
  public RichSentence headline() {
    Denial denial = explanation.denial();
    return say(
        "{}{}.",
        new EntityNames(explanation)
            .call(Summary.verb(explanation, real))
            .withValues(Lead::shortened)
            .capital(),
        denial.time().filter(_ -> real).map(time -> words(", " + TimeFormat.absolute(time))));
  }

  private static String shortened(String name) {
    return name.length() > LONGEST_NAME ? Truncation.middle(SHORTENED, name) : name;
  }

  /// How sure the cause is, in one word, and the cause; before it the change that may have made it.
  public RichSentence cause() {
    Summary summary = new Summary(explanation, causes);
    if (isAllowed()) {
      return new ConfidenceText(explanation, causes).allowed();
    }
    if (summary.isOpen()) {
      return say("Undetermined{}.", summary.openFacts());
    }
    return say(
        "{}{}: {}{}",
        new ChangeNews(explanation).sentence().map(news -> news.then(" ")),
        words(
            switch (explanation.diagnosis().confidence()) {
              case CERTAIN -> "Certain";
              case LIKELY -> "Likely";
              case UNDETERMINED -> "Undetermined";
            }),
        causes.clause(explanation.diagnosis().cause()),
        words(Summary.blockers(explanation.diagnosis().causes().size() - 1)));
  }

  /// Who needs to do what.
  public RichSentence action() {
    return isAllowed() ? RichSentence.NOTHING : new NextSteps(explanation, causes).first();
  }
}
