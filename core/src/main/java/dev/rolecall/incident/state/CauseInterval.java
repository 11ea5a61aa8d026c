package dev.rolecall.incident.state;

import dev.rolecall.diagnosis.result.CauseCode;
import java.time.Instant;
import java.util.Optional;

/// One cause within an episode: how often it was seen, and from when to when.
///
/// @param cause [CauseCode#UNDETERMINED] when a newer version named a cause that this one does not
///   know
/// @param denials may be 0 when no denial but a look at the policies showed it
/// @param newer the code of the newer version, as it was written; empty for a cause that this
///   version knows
public record CauseInterval(
    CauseCode cause, long denials, Instant first, Instant last, Optional<String> newer) {

  /// A cause that this version knows.
  public CauseInterval(CauseCode cause, long denials, Instant first, Instant last) {
    this(cause, denials, first, last, Optional.empty());
  }

  /// Whether it is `code`, and not a cause of a newer version.
  public boolean is(CauseCode code) {
    return newer.isEmpty() && cause == code;
  }

  /// One denial more, at `time`.
  public CauseInterval plus(Instant time) {
    return new CauseInterval(
        cause,
        denials + 1,
        time.isBefore(first) ? time : first,
        time.isAfter(last) ? time : last,
        newer);
  }
}
