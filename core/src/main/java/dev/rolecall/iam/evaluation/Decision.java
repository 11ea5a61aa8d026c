package dev.rolecall.iam.evaluation;

import dev.rolecall.iam.condition.Truth;

/// What the policies of one type say of a call.
public enum Decision {
  ALLOW,
  IMPLICIT_DENY,
  EXPLICIT_DENY,
  /// Not decided by what is known.
  UNKNOWN,
  /// The type takes no part in the call.
  NOT_APPLICABLE,
  /// None of it could be read.
  UNREAD;

  /// | allow \ deny | true | false | unknown |
  /// |---|---|---|---|
  /// | true | explicit deny | allow | unknown |
  /// | false | explicit deny | implicit deny | implicit deny (denied either way) |
  /// | unknown | explicit deny | unknown | unknown |
  static Decision of(Truth allow, Truth deny) {
    if (deny.isTrue()) {
      return EXPLICIT_DENY;
    }
    if (allow.isFalse()) {
      return IMPLICIT_DENY;
    }
    return allow.isTrue() && deny.isFalse() ? ALLOW : UNKNOWN;
  }

  /// Whether the call is denied for certain.
  public boolean denies() {
    return this == IMPLICIT_DENY || this == EXPLICIT_DENY;
  }
}
