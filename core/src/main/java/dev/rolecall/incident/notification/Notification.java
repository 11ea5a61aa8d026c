package dev.rolecall.incident.notification;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.NotificationKind;
import java.time.Instant;
import java.util.Optional;

/// Something that people are to hear.
public sealed interface Notification {

  /// A caller is refused a role.
  ///
  /// @param incident as it is now, this notice pending
  /// @param explanation of its newest denial, by what can be read now
  /// @param now when the notice was written
  record OfRefusal(NotificationKind kind, Incident incident, Explanation explanation, Instant now)
      implements Notification {}

  /// A caller tries one role after the other, or the caller is unknown. No fix is offered.
  ///
  /// @param sample one of its denials; empty when it is not at hand
  record OfSearch(
      NotificationKind kind, Incident incident, Optional<Explanation> sample, Instant now)
      implements Notification {}

  /// Many callers and roles are blocked by one and the same.
  ///
  /// @param sample the explanation of one of the denials; its fix was evaluated for that one
  record OfSharedCause(
      NotificationKind kind,
      Incident incident,
      Explanation sample,
      SharedMembers members,
      Instant now)
      implements Notification {}

  /// A look back at some days.
  record OfDigest(Digest digest) implements Notification {}
}
