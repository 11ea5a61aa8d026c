package dev.rolecall.incident.state;

import java.time.Duration;
import java.util.List;

/// When people hear of an incident.
///
/// @param reminder the least time to the first reminder; it doubles with every one
/// @param update the least time between updates in place
/// @param inPlace whether anybody can be told in place
/// @param propagation how long a denial right after a change is held; 0 for not at all
/// @param quiet after so long without a denial it is over
/// @param searchRoles so many roles make a search; 0 when nobody wants to know
/// @param searchTime within so long
/// @param diagnosis how long a diagnosis holds for the same kind of call
/// @param mutes what is only counted
public record IncidentRules(
    Duration reminder,
    Duration update,
    boolean inPlace,
    Duration propagation,
    Duration quiet,
    int searchRoles,
    Duration searchTime,
    Duration diagnosis,
    List<MuteRule> mutes) {

  public IncidentRules {
    mutes = List.copyOf(mutes);
  }

  /// A reminder after 15 minutes, updates in place each minute, 2 minutes for IAM to propagate,
  /// over after 24 hours, a search from 10 roles in 10 minutes, diagnoses good for a minute.
  public static IncidentRules standard() {
    return new IncidentRules(
        Duration.ofMinutes(15),
        Duration.ofMinutes(1),
        true,
        Duration.ofMinutes(2),
        Duration.ofHours(24),
        10,
        Duration.ofMinutes(10),
        Duration.ofMinutes(1),
        List.of());
  }
}
