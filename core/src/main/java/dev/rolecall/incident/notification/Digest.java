package dev.rolecall.incident.notification;

import dev.rolecall.diagnosis.result.CauseCode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What happened in some days.
///
/// @param from the first day, in UTC
/// @param to the last day
/// @param denials how many calls were denied
/// @param causes denials by the newest cause of their incident, most first
/// @param pairs the callers and roles with the most denials, most first
/// @param opened incidents that people were told of
/// @param resolved incidents that ended in these days after people were told of them
/// @param typicalResolution the median time from the first denial to the end; empty without any
/// @param undetermined denials that could not be explained
/// @param searches callers who tried one role after the other
/// @param muted denials that were only counted, by configuration
/// @param unread what could not be read, and for how many incidents, most first
/// @param newer denials whose cause a newer version named and this one does not know, by its code,
///   most first
public record Digest(
    Period period,
    LocalDate from,
    LocalDate to,
    long denials,
    Map<CauseCode, Long> causes,
    List<Pair> pairs,
    int opened,
    int resolved,
    Optional<Duration> typicalResolution,
    long undetermined,
    int searches,
    long muted,
    Map<String, Integer> unread,
    Map<String, Long> newer) {

  /// How often.
  public enum Period {
    DAILY(1),
    WEEKLY(7);

    private final int days;

    Period(int days) {
      this.days = days;
    }

    /// How many days a digest covers.
    public int days() {
      return days;
    }
  }

  /// One caller and one role. Both are untrusted text.
  ///
  /// @param newer the code of a cause that a newer version named and this one does not know
  public record Pair(
      String caller,
      String role,
      CauseCode cause,
      long denials,
      boolean resolved,
      Optional<String> newer) {

    /// With a cause that this version knows.
    public Pair(String caller, String role, CauseCode cause, long denials, boolean resolved) {
      this(caller, role, cause, denials, resolved, Optional.empty());
    }
  }

  /// With causes that this version knows.
  public Digest(
      Period period,
      LocalDate from,
      LocalDate to,
      long denials,
      Map<CauseCode, Long> causes,
      List<Pair> pairs,
      int opened,
      int resolved,
      Optional<Duration> typicalResolution,
      long undetermined,
      int searches,
      long muted,
      Map<String, Integer> unread) {
    this(
        period,
        from,
        to,
        denials,
        causes,
        pairs,
        opened,
        resolved,
        typicalResolution,
        undetermined,
        searches,
        muted,
        unread,
        Map.of());
  }

  /// Keeps the order.
  public Digest {
    newer = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(newer));
    causes = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(causes));
    pairs = List.copyOf(pairs);
    unread = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(unread));
  }
}
