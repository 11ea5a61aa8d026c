package dev.rolecall.report;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.report.wording.ReportWords;
import java.time.Instant;

/// Whether an incident is over, by what could be read when it was explained.
public enum IncidentStatus {
  /// The policies that were read deny the call still.
  STILL_DENIED,
  /// The policies that were read allow it now, or the same caller has assumed the role since.
  ALLOWED_NOW,
  /// What could be read does not decide it.
  NOT_KNOWN;

  /// The status in words.
  public String words() {
    return switch (this) {
      case STILL_DENIED -> ReportWords.stillDenied();
      case ALLOWED_NOW -> ReportWords.allowedNow();
      case NOT_KNOWN -> ReportWords.unknown();
    };
  }

  /// How the incident stands whose newest denial is explained.
  public static IncidentStatus of(Explanation newest) {
    CauseCode cause = newest.diagnosis().cause().code();
    if (cause == CauseCode.CHANGED_SINCE || assumedSince(newest)) {
      return ALLOWED_NOW;
    }
    return switch (newest.diagnosis().verdict()) {
      case ALLOWED -> ALLOWED_NOW;
      case DENIED -> STILL_DENIED;
      case UNDETERMINED -> NOT_KNOWN;
    };
  }

  private static boolean assumedSince(Explanation newest) {
    Instant denied = newest.denial().time().orElse(Instant.MAX);
    return newest.changes().stream()
        .anyMatch(change -> change.kind() == Change.Kind.ASSUMED && change.time().isAfter(denied));
  }
}
