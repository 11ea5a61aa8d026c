package dev.rolecall.incident.state;

/// Why people hear of an incident.
public enum NotificationKind {
  /// It is new, or back after it was over.
  FIRST(true),
  /// The obstacle is another one than they know.
  CHANGED(true),
  /// It still goes on.
  REMINDER(true),
  /// It goes on; only for those who can change what they showed before.
  PROGRESS(false),
  /// A person did something about it; only for those who can change what they showed before.
  HANDLED(false),
  /// It is over.
  RESOLVED(true),
  /// It was over, and a denial after the end shows that it is not: the same episode goes on.
  REOPENED(true);

  private final boolean forEveryone;

  NotificationKind(boolean forEveryone) {
    this.forEveryone = forEveryone;
  }

  /// Whether it is worth a message of its own.
  public boolean isForEveryone() {
    return forEveryone;
  }
}
