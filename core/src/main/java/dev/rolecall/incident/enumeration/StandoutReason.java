package dev.rolecall.incident.enumeration;

/// Why a role that a search tried is told by itself.
public enum StandoutReason {
  /// The caller assumed it, or could.
  OPENS,
  /// Its name or its tags say that it can do much.
  PRIVILEGED,
  /// It exists, and most of the others do not.
  EXISTS,
  /// It lies in another account than the others.
  OTHER_ACCOUNT,
  /// Its owner has not heard of the search.
  OWNER
}
