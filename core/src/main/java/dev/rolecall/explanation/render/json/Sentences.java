package dev.rolecall.explanation.render.json;

import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.ChecklistStep;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.diff.LineDiff;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.redaction.PolicyDocument;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.wording.CauseSentence;
import dev.rolecall.explanation.wording.StepSentence;
import dev.rolecall.explanation.wording.Summary;
import java.util.Optional;
import java.util.stream.Collectors;

/// The sentences of an explanation as plain text, for formats that are data. Values stand between
/// backticks; characters that nobody would see are escaped.
public final class Sentences {

  private final Explanation explanation;
  private final CauseSentence causes;

  private Sentences(Explanation explanation, WritingOptions writingOptions) {
    this.explanation = explanation;
    this.causes = new CauseSentence(explanation, new Masking(writingOptions.showExternalIds()));
  }

  static Sentences of(Explanation explanation, WritingOptions writingOptions) {
    return new Sentences(explanation, writingOptions);
  }

  /// Who could not assume what, and why, in one sentence; external ids masked.
  public static String summary(Explanation explanation) {
    return summary(explanation, WritingOptions.plain());
  }

  /// Who could not assume what, and why, in one sentence.
  public static String summary(Explanation explanation, WritingOptions writingOptions) {
    return of(explanation, writingOptions).summary(true);
  }

  /// How a fix changes a policy that is there, line by line; external ids as `writingOptions` say.
  public static Optional<String> change(Fix fix, WritingOptions writingOptions) {
    Masking masking = new Masking(writingOptions.showExternalIds());
    return fix.before()
        .flatMap(before -> fix.after().map(after -> difference(before, after, masking)));
  }

  private static String difference(String before, String after, Masking masking) {
    return LineDiff.between(
            PolicyDocument.of(before, masking).pretty(), PolicyDocument.of(after, masking).pretty())
        .lines()
        .stream()
        .map(Sentences::line)
        .collect(Collectors.joining("\n"));
  }

  private static String line(Block.Line line) {
    return switch (line.change()) {
      case KEPT -> "  " + line.text();
      case ADDED -> "+ " + line.text();
      case REMOVED -> "- " + line.text();
      case SKIPPED -> "  ...";
    };
  }

  /// @param real whether the call was made, and refused
  String summary(boolean real) {
    return plain(new Summary(explanation, causes).sentence(real));
  }

  String detail(ChecklistStep checklistStep) {
    return plain(new StepSentence(explanation).detail(checklistStep));
  }

  String clause(Cause cause) {
    return plain(causes.clause(cause));
  }

  /// Words of ours as the beginning of a sentence.
  public static String capital(String words) {
    return words(words).capital().plain();
  }

  private static String plain(RichSentence richSentence) {
    return VisibleText.line(richSentence.plain());
  }
}
