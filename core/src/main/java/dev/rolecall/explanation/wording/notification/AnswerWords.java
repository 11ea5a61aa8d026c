package dev.rolecall.explanation.wording.notification;

import java.time.Duration;
import java.util.Optional;

/// What people can do about an alert, as buttons say it.
public final class AnswerWords {

  private AnswerWords() {}

  /// Says that a person works on it.
  public static String acknowledge() {
    return "Acknowledge";
  }

  /// Stands in a menu before a time is chosen.
  public static String snooze() {
    return "Snooze …";
  }

  /// A choice of the menu.
  ///
  /// @param time for how long; empty until the cause is fixed
  public static String snoozeFor(Optional<Duration> time) {
    return time.map(AnswerWords::length).orElse("Until fixed");
  }

  private static String length(Duration time) {
    long hours = time.toHours();
    return hours == 1 ? "1 hour" : hours <= 24 ? hours + " hours" : time.toDays() + " days";
  }

  public static String unsnooze() {
    return "End snooze";
  }

  /// Reads the policies again.
  public static String check() {
    return "Check again";
  }

  public static String resolve() {
    return "Resolve";
  }

  /// Asks before an alert is resolved by hand.
  public static String resolveQuestion() {
    return "Resolve this alert?";
  }

  /// What follows from resolving it by hand.
  public static String resolveConsequence() {
    return "Rolecall marks it as resolved without checking the policies. The next denial reopens"
        + " it.";
  }

  public static String cancel() {
    return "Cancel";
  }
}
