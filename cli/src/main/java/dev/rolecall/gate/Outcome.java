package dev.rolecall.gate;

import dev.rolecall.gate.wording.VerdictWords;

/// What a proposal does to a pair.
public enum Outcome {
  /// It is as the pair expects.
  HOLDS(VerdictWords.asExpected(), Grade.PASSED),
  /// What could be read does not decide it, and the proposal makes it no worse: policies that it
  /// leaves alone are what is not known.
  UNCHANGED(VerdictWords.notWorse(), Grade.PASSED),
  /// Expected to be allowed, and denied by the proposal.
  BREAKS(VerdictWords.wouldBreak(), Grade.FAILED),
  /// Expected to be allowed, and denied without the proposal already.
  ALREADY_DENIED(VerdictWords.alreadyDenied(), Grade.FAILED),
  /// Expected to be denied, and allowed by the proposal.
  OPENS(VerdictWords.wouldOpen(), Grade.FAILED),
  /// Expected to be denied, and allowed without the proposal already.
  ALREADY_ALLOWED(VerdictWords.alreadyAllowed(), Grade.FAILED),
  /// What could be read does not decide it.
  UNDETERMINED(VerdictWords.undetermined(), Grade.OPEN);

  /// What an outcome means for a build.
  public enum Grade {
    PASSED,
    OPEN,
    FAILED
  }

  private final String words;
  private final Grade grade;

  Outcome(String words, Grade grade) {
    this.words = words;
    this.grade = grade;
  }

  /// The outcome in a few words.
  public String words() {
    return words;
  }

  /// What it means for a build.
  public Grade grade() {
    return grade;
  }
}
