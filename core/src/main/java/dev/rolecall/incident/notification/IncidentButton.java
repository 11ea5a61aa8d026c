package dev.rolecall.incident.notification;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A button or a menu below the message of an incident, with which a person answers it. The
/// renderer writes action ID and value, and the interactions function reads them back.
public enum IncidentButton {
  ACKNOWLEDGE,
  /// A menu: one option for each [SnoozePeriod].
  SNOOZE,
  UNSNOOZE,
  CHECK,
  RESOLVE;

  private static final String PREFIX = "rolecall-";

  /// Its `action_id`, such as `rolecall-acknowledge`.
  public String actionId() {
    return PREFIX + name().toLowerCase(Locale.ROOT);
  }

  /// The one with this `action_id`.
  public static Optional<IncidentButton> of(String actionId) {
    return Arrays.stream(values()).filter(one -> one.actionId().equals(actionId)).findFirst();
  }

  /// How long an incident can be snoozed.
  public enum SnoozePeriod {
    HOUR("1h", Duration.ofHours(1)),
    DAY("24h", Duration.ofHours(24)),
    WEEK("7d", Duration.ofDays(7)),
    UNTIL_FIXED("fixed", Duration.ZERO);

    private final String key;
    private final Duration length;

    SnoozePeriod(String key, Duration length) {
      this.key = key;
      this.length = length;
    }

    /// What it is called in values: `1h`, `24h`, `7d`, `fixed`.
    public String key() {
      return key;
    }

    /// Empty until the incident ends.
    public Optional<Duration> length() {
      return Optional.of(length).filter(Duration::isPositive);
    }

    /// The one with this key.
    public static Optional<SnoozePeriod> of(String key) {
      return Arrays.stream(values()).filter(one -> one.key.equals(key)).findFirst();
    }
  }

  /// What a button's `value` says: `INCIDENT_ID:EPISODE`, of an option of the menu also `:PERIOD`.
  public record Value(String incident, int episode, Optional<SnoozePeriod> period) {

    private static final Pattern FORM =
        Pattern.compile("([a-z]{1,20}-[A-Za-z0-9_-]{1,100}):([0-9]{1,9})(?::([0-9a-z]{1,10}))?");

    /// Of a button.
    public static Value of(String incident, int episode) {
      return new Value(incident, episode, Optional.empty());
    }

    /// Of an option of the menu.
    public static Value of(String incident, int episode, SnoozePeriod period) {
      return new Value(incident, episode, Optional.of(period));
    }

    /// Reads a value; empty when it is not one, or its period is unknown.
    public static Optional<Value> parse(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      Value value = of(matcher.group(1), Integer.parseInt(matcher.group(2)));
      String period = matcher.group(3);
      return period == null
          ? Optional.of(value)
          : SnoozePeriod.of(period).map(it -> of(value.incident, value.episode, it));
    }

    /// As Slack takes it.
    public String text() {
      return incident + ":" + episode + period.map(one -> ":" + one.key()).orElse("");
    }
  }
}
