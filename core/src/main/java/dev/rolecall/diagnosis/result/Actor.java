package dev.rolecall.diagnosis.result;

/// Who has to act.
public enum Actor {
  /// The owner of the role's account.
  TARGET_ACCOUNT,
  /// The owner of the caller's account.
  CALLER_ACCOUNT,
  /// The caller: what is sent needs to change.
  CALLER_REQUEST,
  /// The AWS Organizations admins.
  ORGANIZATION,
  /// No one: it passes by itself, or has passed, or the denial should stay.
  NOBODY
}
