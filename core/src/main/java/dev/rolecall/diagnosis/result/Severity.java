package dev.rolecall.diagnosis.result;

/// How urgent a notice is. For a denial it says who should be woken, not how bad the denial is for
/// security: every denied call was kept out.
public enum Severity {
  /// Not a call that should have passed: a caller tries one role after the other, or a token of an
  /// unknown owner was denied. For the security team.
  SECURITY,
  /// What used to work was broken: a trusted principal was deleted, or something about role or
  /// caller was changed within the day before the denial.
  HIGH,
  /// Someone needs to act, or to find out who; nothing shows that it ever worked.
  MEDIUM,
  /// No one needs to act: the caller is unknown and the denial is the protection working, or it
  /// passes by itself, or a person mistyped a code.
  LOW
}
