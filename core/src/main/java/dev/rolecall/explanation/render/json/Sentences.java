package dev.rolecall.explanation.render.json;

import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.ChecklistStep;
import dev.rolecall.diagnosis.result.EvaluationEvidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.diff.LineDiff;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.redaction.PolicyDocument;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.markdown.PlainBlocks;
import dev.rolecall.explanation.wording.CauseSentence;
import dev.rolecall.explanation.wording.EvaluationSentence;
import dev.rolecall.explanation.wording.StepSentence;
import dev.rolecall.explanation.wording.Summary;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The sentences of an explanation as plain text, for formats that are data. Values stand between
/// backticks; invisible characters are escaped.
public record Sentences(Explanation explanation, CauseSentence causes) {

  Sentences(Explanation explanation, WritingOptions writingOptions) {
    this(
        explanation, new CauseSentence(explanation, new Masking(writingOptions.showExternalIds())));
  }

  /// Who could not assume what, and why, in one sentence; external ids masked.
  public static String summary(Explanation explanation) {
    return summary(explanation, WritingOptions.plain());
  }

  /// Who could not assume what, and why, in one sentence.
  public static String summary(Explanation explanation, WritingOptions writingOptions) {
    return new Sentences(explanation, writingOptions).summary(true);
  }

  /// The answer to whether a caller can assume a role, and why, in one sentence.
  public static String answer(Explanation checked, WritingOptions writingOptions) {
    return new Sentences(checked, writingOptions).summary(false);
  }

  /// How a fix changes a policy that is there, line by line; external ids as `writingOptions` say.
  public static Optional<String> change(Fix fix, WritingOptions writingOptions) {
    Masking masking = new Masking(writingOptions.showExternalIds());
    UnaryOperator<String> pretty = text -> PolicyDocument.of(text, masking).pretty();
    return fix.before()
        .flatMap(
            before ->
                fix.after()
                    .map(after -> LineDiff.between(pretty.apply(before), pretty.apply(after))))
        .map(PlainBlocks::of);
  }

  /// @param real whether the call was made, and refused
  String summary(boolean real) {
    return plain(new Summary(explanation, causes).sentence(real));
  }

  String detail(ChecklistStep checklistStep) {
    return plain(new StepSentence(explanation).detail(checklistStep));
  }

  String evaluation(EvaluationEvidence own) {
    return plain(new EvaluationSentence(explanation.denial(), own).whole());
  }

  String clause(Cause cause) {
    return plain(causes.clause(cause));
  }

  /// Words as the beginning of a sentence.
  public static String capital(String words) {
    return words(words).capital().plain();
  }

  private static String plain(RichSentence richSentence) {
    return VisibleText.line(richSentence.plain());
  }
}
