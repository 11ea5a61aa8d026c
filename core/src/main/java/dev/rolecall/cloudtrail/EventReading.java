package dev.rolecall.cloudtrail;

import dev.rolecall.denial.Denial;

/// What became of one record.
public sealed interface EventReading {

  /// Where the record stands.
  SourceLocation place();

  /// A refused call to assume a role.
  record Denied(Denial denial, SourceLocation place) implements EventReading {}

  /// A record of anything else. [EventReader] only counts these.
  record NotOurs(SourceLocation place) implements EventReading {}

  /// A record, or a whole source, that cannot be understood.
  ///
  /// @param problem what is wrong, led by the field where there is one: `userIdentity.type: not a
  ///   text`
  record Malformed(SourceLocation place, String problem) implements EventReading {

    /// Place and problem: `log.json: record 17: userIdentity.type: not a text`.
    public String message() {
      return place + ": " + problem;
    }
  }
}
