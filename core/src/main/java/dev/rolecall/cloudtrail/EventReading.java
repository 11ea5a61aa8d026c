package dev.rolecall.cloudtrail;

import dev.rolecall.cloudtrail.text.CallHints;
import dev.rolecall.cloudtrail.text.ToldDenial;
import dev.rolecall.cloudtrail.text.ToldError;
import dev.rolecall.denial.Denial;

/// What became of one record.
public sealed interface EventReading {

  /// Where the record stands.
  SourceLocation place();

  /// A refused call to assume a role.
  record Denied(Denial denial, SourceLocation place) implements EventReading {}

  /// A refused call to assume a role that an error message tells of, and no record.
  ///
  /// @param callerGiven whether the caller is not from the message
  record Told(Denial denial, ToldError error, boolean callerGiven, SourceLocation place)
      implements EventReading {

    /// The same denial with other hints. What the error does not name, and they do, is theirs.
    public Told with(CallHints hints) {
      boolean given = error.caller().isEmpty() && hints.caller().isPresent();
      return ToldDenial.of(error, hints)
          .map(told -> new Told(told, error, given, place))
          .orElse(this);
    }
  }

  /// Something in which no record was found. Of all that is in one source only the first is given.
  ///
  /// @param what what it seems to be
  record Unrecognized(SourceLocation place, String what) implements EventReading {

    /// Place and form: `log.json: record 17: JSON without a CloudTrail record`.
    public String message() {
      return place + ": " + what;
    }
  }

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
