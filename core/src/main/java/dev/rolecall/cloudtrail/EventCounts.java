package dev.rolecall.cloudtrail;

/// How many records a source held.
///
/// @param records all of them, malformed ones included
/// @param notOurs those that are no refused call to assume a role
/// @param unrecognized JSON objects in which no record was found; they count as records
public record EventCounts(long records, long notOurs, long unrecognized) {

  /// The counts of nothing.
  public static final EventCounts NONE = new EventCounts(0, 0);

  /// Counts without anything that was not recognized.
  public EventCounts(long records, long notOurs) {
    this(records, notOurs, 0);
  }

  /// The counts of both.
  public EventCounts plus(EventCounts other) {
    return new EventCounts(
        records + other.records, notOurs + other.notOurs, unrecognized + other.unrecognized);
  }
}
