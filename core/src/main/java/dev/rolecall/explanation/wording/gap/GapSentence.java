package dev.rolecall.explanation.wording.gap;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;

/// A gap in words.
///
/// @param fact a noun phrase, or a clause that begins with "whether": "Not checked: …"
/// @param why a clause: "the record has no `eventTime`"
/// @param learnBy a command, an option of the command line, or a step that begins with a verb
public record GapSentence(String fact, String why, String learnBy) {

  /// What is said of `gap`.
  public static GapSentence of(Gap gap) {
    return new GapSentence(fact(gap), why(gap), learnBy(gap));
  }

  /// What is not known.
  public static String fact(Gap gap) {
    return FactPhrase.of(gap.fact());
  }

  /// Why it is not known.
  public static String why(Gap gap) {
    return why(gap.why());
  }

  /// Why something is not known.
  public static String why(GapReason reason) {
    return ReasonClause.of(reason);
  }

  /// What settles it.
  public static String learnBy(Gap gap) {
    return learnBy(gap.learnBy());
  }

  /// What settles a gap.
  public static String learnBy(GapRemedy remedy) {
    return RemedyStep.of(remedy);
  }
}
