package dev.rolecall.message;

import dev.rolecall.diagnosis.Cause;
import dev.rolecall.diagnosis.CauseCode;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.diagnosis.Fix;
import dev.rolecall.diagnosis.Step;
import java.util.Optional;
import java.util.stream.Collectors;

/// The sentences of an explanation as plain text, for formats that are data. Values stand between
/// backticks; characters that nobody would see are escaped.
public final class Sentences {

  private final Explanation explanation;
  private final CauseSentence causes;

  private Sentences(Explanation explanation, Options options) {
    this.explanation = explanation;
    this.causes = new CauseSentence(explanation, new Masking(options.showExternalIds()));
  }

  static Sentences of(Explanation explanation, Options options) {
    return new Sentences(explanation, options);
  }

  /// Who could not assume what, and why, in one sentence; external ids masked.
  public static String summary(Explanation explanation) {
    return summary(explanation, Options.plain());
  }

  /// Who could not assume what, and why, in one sentence.
  public static String summary(Explanation explanation, Options options) {
    return of(explanation, options).summary(true);
  }

  /// How a fix changes a policy that is there, line by line; external ids as `options` say.
  public static Optional<String> change(Fix fix, Options options) {
    Masking masking = new Masking(options.showExternalIds());
    return fix.before()
        .flatMap(before -> fix.after().map(after -> difference(before, after, masking)));
  }

  private static String difference(String before, String after, Masking masking) {
    return Differences.between(
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

  /// A cause in two to five words.
  public static String label(CauseCode cause) {
    return CauseLabel.of(cause);
  }

  /// @param real whether the call was made, and refused
  String summary(boolean real) {
    return plain(new Summary(explanation, causes).sentence(real));
  }

  String detail(Step step) {
    return plain(new StepSentence(explanation).detail(step));
  }

  String clause(Cause cause) {
    return plain(causes.clause(cause));
  }

  /// Words of ours as the beginning of a sentence.
  static String capital(String words) {
    return Prose.words(words).capital().plain();
  }

  private static String plain(Prose prose) {
    return Visible.line(prose.plain());
  }
}
