package dev.rolecall.evidence;

import java.time.Instant;
import java.util.Optional;

/// Something that happened to the role, to the caller, to their policies or to their organization.
///
/// @param event the API call: `UpdateAssumeRolePolicy`
/// @param by who did it: an ARN, or a service
/// @param what one phrase: "trust policy of role deploy replaced"; its names come from the records
public record Change(
    Instant time, String event, String by, Optional<String> eventId, String what, Kind kind) {

  /// What the event means for the call.
  public enum Kind {
    /// The role or its trust policy was created, changed or deleted.
    ROLE,
    /// The caller, its policies or its boundary were created, changed or deleted.
    CALLER,
    /// The organization of one of the accounts, its SCPs or RCPs, or where they are attached.
    ORGANIZATION,
    /// The same caller assumed the same role, successfully.
    ASSUMED
  }
}
