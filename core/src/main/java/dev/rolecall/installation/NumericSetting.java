package dev.rolecall.installation;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.apache.commons.text.CaseUtils;

/// A number that operators may set. The CDK app checks it, and the functions read it from their
/// environment.
public enum NumericSetting {
  /// For all evidence of one denial but the changes.
  EVIDENCE_DEADLINE_SECONDS("", 1, 20, 8),
  /// The same for what was changed.
  CHANGES_DEADLINE_SECONDS("", 1, 20, 4),
  /// How long an answer of AWS, and so a diagnosis, is good for the next denial.
  CACHE_SECONDS("", 0, 3600, 60),
  /// After how long an ongoing incident is reported again for the first time.
  REMINDER_MINUTES("incidents", 5, 1440, 15),
  /// How often a message that can be edited is kept up to date.
  UPDATE_SECONDS("incidents", 30, 3600, 60),
  /// How long a denial may wait for IAM to catch up with a change.
  PROPAGATION_SECONDS("incidents", 0, 900, 120),
  /// After how long without a denial an incident is over.
  QUIET_HOURS("incidents", 1, 720, 24),
  /// How many roles one caller may be denied before it counts as searching for one that lets it in;
  /// 0 turns that off.
  ENUMERATION_ROLES("incidents", 3, 1000, 10),
  /// Within how long.
  ENUMERATION_MINUTES("incidents", 1, 60, 10),
  /// How long a first alert waits for others that the same blocks; 0 turns shared alerts off.
  GATHER_SECONDS("incidents", 0, 300, 15),
  /// How many callers and roles that the same blocks make one alert; 0 turns that off.
  SHARED_CAUSE_MEMBERS("incidents", 2, 1000, 5);

  private final String section;
  private final int least;
  private final int most;
  private final int standard;

  NumericSetting(String section, int least, int most, int standard) {
    this.section = section;
    this.least = least;
    this.most = most;
    this.standard = standard;
  }

  /// The object that holds it among the settings; empty for `rolecall` itself.
  public String section() {
    return section;
  }

  /// Its name among the settings, such as `cacheSeconds`.
  public String key() {
    return CaseUtils.toCamelCase(name(), false, '_');
  }

  /// Its name in the environment of the functions, such as `ROLECALL_CACHE_SECONDS`.
  public String variable() {
    return Variable.key(name());
  }

  public int least() {
    return least;
  }

  public int most() {
    return most;
  }

  /// What holds unless it is set.
  public int standard() {
    return standard;
  }

  /// Whether 0, though less than the least, turns something off.
  public boolean zeroIsOff() {
    return this == ENUMERATION_ROLES || this == SHARED_CAUSE_MEMBERS;
  }

  /// The numbers that hold, by their settings.
  @FunctionalInterface
  public interface Numbers {

    int of(NumericSetting setting);

    /// A number of the unit that the setting's name ends with.
    default Duration time(NumericSetting setting) {
      String name = setting.name();
      return Duration.of(
          of(setting), ChronoUnit.valueOf(name.substring(name.lastIndexOf('_') + 1)));
    }
  }
}
