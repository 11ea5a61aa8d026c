package dev.rolecall.incident.state;

import dev.rolecall.incident.enumeration.PrivilegedNames;
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
/// @param gather how long a first alert waits for others that the same blocks; 0 when there are no
///   shared alerts
/// @param sharedCauseMembers so many that the same blocks make one alert; 0 when none do
/// @param privileged names of roles that are told whatever else a caller tries
public record IncidentRules(
    Duration reminder,
    Duration update,
    boolean inPlace,
    Duration propagation,
    Duration quiet,
    int searchRoles,
    Duration searchTime,
    Duration diagnosis,
    List<MuteRule> mutes,
    Duration gather,
    int sharedCauseMembers,
    PrivilegedNames privileged) {

  public IncidentRules {
    mutes = List.copyOf(mutes);
  }

  /// Rules without shared alerts.
  public IncidentRules(
      Duration reminder,
      Duration update,
      boolean inPlace,
      Duration propagation,
      Duration quiet,
      int searchRoles,
      Duration searchTime,
      Duration diagnosis,
      List<MuteRule> mutes) {
    this(
        reminder,
        update,
        inPlace,
        propagation,
        quiet,
        searchRoles,
        searchTime,
        diagnosis,
        mutes,
        Duration.ZERO,
        0,
        PrivilegedNames.STANDARD);
  }

  /// The same with another wait for shared alerts, from so many members on.
  public IncidentRules gathering(Duration wait, int members) {
    return new IncidentRules(
        reminder,
        update,
        inPlace,
        propagation,
        quiet,
        searchRoles,
        searchTime,
        diagnosis,
        mutes,
        wait,
        members,
        privileged);
  }

  /// The same with other names of privileged roles.
  public IncidentRules privileged(List<String> words) {
    return new IncidentRules(
        reminder,
        update,
        inPlace,
        propagation,
        quiet,
        searchRoles,
        searchTime,
        diagnosis,
        mutes,
        gather,
        sharedCauseMembers,
        new PrivilegedNames(words));
  }

  /// Whether incidents that share what blocks them become one alert.
  public boolean gathers() {
    return !gather.isZero() && sharedCauseMembers > 0;
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
        mutes,
        numbers.time(NumericSetting.GATHER_SECONDS),
        numbers.of(NumericSetting.SHARED_CAUSE_MEMBERS),
        PrivilegedNames.STANDARD);
  }
}
