package dev.rolecall.message;

import dev.rolecall.diagnosis.Cause;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.diagnosis.Step;

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
    return of(explanation, Options.plain()).summary(true);
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
