package dev.rolecall.diagnosis.result;

/// How sure an answer is.
public enum Confidence {
  /// A policy that was read denies on known facts, or AWS's own sentence names it. Never wrong.
  CERTAIN,
  /// What remains when everything else was read and allows, or the best of several consistent
  /// explanations.
  LIKELY,
  /// The evidence does not decide it.
  UNDETERMINED
}
