package dev.rolecall.cloudtrail;

/// How many records a source held.
///
/// @param records all of them, malformed ones included
/// @param notOurs those that are no refused call to assume a role
public record EventCounts(long records, long notOurs) {

  /// The counts of nothing.
  public static final EventCounts NONE = new EventCounts(0, 0);

  /// The counts of both.
  public EventCounts plus(EventCounts other) {
    return new EventCounts(records + other.records, notOurs + other.notOurs);
  }
}
