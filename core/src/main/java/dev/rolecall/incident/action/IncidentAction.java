package dev.rolecall.incident.action;

import java.time.Instant;
import java.util.Optional;

/// What a person can do about an incident.
public sealed interface IncidentAction {

  /// Somebody works on it: no reminders until the cause changes.
  record Acknowledge() implements IncidentAction {}

  /// No messages of its own for a while, unless the cause becomes one of security.
  ///
  /// @param until when it ends; empty for until the incident ends
  record Snooze(Optional<Instant> until) implements IncidentAction {}

  /// Ends a snooze early.
  record Unsnooze() implements IncidentAction {}

  /// Ends the incident. A later denial shows whether that was right.
  record Resolve() implements IncidentAction {}

  /// Diagnoses its newest denial again, now.
  record CheckAgain() implements IncidentAction {}

  /// Sends its newest notice again, to all channels.
  record Resend() implements IncidentAction {}

  /// What is kept of it.
  default ActionTaken.Kind kind() {
    return switch (this) {
      case Acknowledge _ -> ActionTaken.Kind.ACKNOWLEDGED;
      case Snooze _ -> ActionTaken.Kind.SNOOZED;
      case Unsnooze _ -> ActionTaken.Kind.UNSNOOZED;
      case Resolve _ -> ActionTaken.Kind.RESOLVED;
      case CheckAgain _ -> ActionTaken.Kind.CHECKED_AGAIN;
      case Resend _ -> ActionTaken.Kind.RESENT;
    };
  }
}
