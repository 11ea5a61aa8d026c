package dev.rolecall.diagnosis.result;

/// Who has to act.
public enum Actor {
  /// The owner of the role's account.
  TARGET_ACCOUNT,
  /// The owner of the caller's account.
  CALLER_ACCOUNT,
  /// Whoever makes the call: what is sent has to change.
  CALLER_REQUEST,
  /// Those who keep the organization's policies.
  ORGANIZATION,
  /// Nobody: it passes by itself, or has passed, or the denial is the protection working.
  NOBODY
}
