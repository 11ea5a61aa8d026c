package dev.rolecall.report;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.incident.identity.CallerIdentity;
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

  /// How an incident stands: as the worst of its calls. Where several sessions or subjects were
  /// denied, the success of one proves nothing for the others.
  ///
  /// @param newest the explanation of its newest denial
  public static IncidentStatus of(ReportedIncident incident, Explanation newest) {
    return incident
        .others()
        .map(others -> worse(others, byPolicies(newest)))
        .orElseGet(() -> of(newest));
  }

  /// How a call stands.
  public static IncidentStatus of(Explanation newest) {
    return assumedSince(newest) ? ALLOWED_NOW : byPolicies(newest);
  }

  static IncidentStatus worse(IncidentStatus one, IncidentStatus other) {
    return one == STILL_DENIED || other == STILL_DENIED
        ? STILL_DENIED
        : one == NOT_KNOWN || other == NOT_KNOWN ? NOT_KNOWN : ALLOWED_NOW;
  }

  /// What the policies that could be read say.
  static IncidentStatus byPolicies(Explanation newest) {
    if (newest.diagnosis().cause().code() == CauseCode.CHANGED_SINCE) {
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
    CallerIdentity who = CallerIdentity.of(newest.denial(), newest.dependsOn());
    return newest.changes().stream()
        .filter(change -> change.kind() == Change.Kind.ASSUMED && change.time().isAfter(denied))
        .anyMatch(change -> CallerIdentity.of(newest.denial(), change).key().equals(who.key()));
  }
}
