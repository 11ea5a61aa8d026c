package dev.rolecall.incident.state;

import dev.rolecall.diagnosis.result.CauseCode;
import java.time.Instant;

/// One cause within an episode: how often it was seen, and from when to when.
///
/// @param denials may be 0 when no denial but a look at the policies showed it
public record CauseInterval(CauseCode cause, long denials, Instant first, Instant last) {

  /// One denial more, at `time`.
  public CauseInterval plus(Instant time) {
    return new CauseInterval(
        cause, denials + 1, time.isBefore(first) ? time : first, time.isAfter(last) ? time : last);
  }
}
