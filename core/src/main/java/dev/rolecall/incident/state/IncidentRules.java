package dev.rolecall.incident.state;

import dev.rolecall.installation.NumericSetting;
import java.time.Duration;
import java.util.List;

/// When people hear of an incident.
///
/// @param reminder the least time to the first reminder; it doubles with every one
/// @param update the least time between updates in place
/// @param inPlace whether a channel can update what it showed
/// @param propagation how long a denial right after a change is held; 0 for not at all
/// @param quiet after so long without a denial it is over
/// @param searchRoles so many roles make a search; 0 when searches are not looked for
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

  /// The rules without any setting and mute, with updates in place.
  public static IncidentRules standard() {
    return of(NumericSetting::standard, true, List.of());
  }

  /// The rules by the numbers of the settings.
  public static IncidentRules of(
      NumericSetting.Numbers numbers, boolean inPlace, List<MuteRule> mutes) {
    return new IncidentRules(
        numbers.time(NumericSetting.REMINDER_MINUTES),
        numbers.time(NumericSetting.UPDATE_SECONDS),
        inPlace,
        numbers.time(NumericSetting.PROPAGATION_SECONDS),
        numbers.time(NumericSetting.QUIET_HOURS),
        numbers.of(NumericSetting.ENUMERATION_ROLES),
        numbers.time(NumericSetting.ENUMERATION_MINUTES),
        numbers.time(NumericSetting.CACHE_SECONDS),
        mutes);
  }
}
