package dev.rolecall.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Something that happened to the role, to the caller, to their policies or to their organization.
///
/// @param by who did it: an ARN, or a service
/// @param names what the record of the call names; they come from whoever made the call
public record Change(
    Instant time,
    ChangeEvent event,
    String by,
    Optional<String> eventId,
    Map<ChangeEvent.Name, String> names,
    Kind kind) {

  /// IAM takes seconds to make a change known everywhere. All denials of this kind that were seen
  /// came 3 to 8 seconds after the change, and all were over after 12; the rest is margin.
  public static final Duration PROPAGATION = Duration.ofSeconds(60);

  public Change {
    names = Map.copyOf(names);
  }

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
