package dev.rolecall.explanation.term;

import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.incident.state.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/// How much a notice wants attention. For a denial it says who should be woken, not how bad the
/// denial is for security: every denied call was kept out.
public enum Severity {
  /// Not a call that should have passed: a caller tries one role after the other, or a token of an
  /// owner whom nobody here knows was refused. For those who watch over security.
  SECURITY,
  /// What used to work was broken: a trusted principal was deleted, or something about role or
  /// caller was changed within the day before the denial.
  HIGH,
  /// Somebody has to act, or to find out who; nothing tells that it ever worked.
  MEDIUM,
  /// Nobody has to act: the caller is a stranger and the denial is the protection working, or it
  /// passes by itself, or a person mistyped a code.
  LOW;

  /// An emoji.
  public String sign() {
    return switch (this) {
      case SECURITY -> "🚨";
      case HIGH -> "🔴";
      case MEDIUM -> "🟠";
      case LOW -> "⚪";
    };
  }

  private static final Duration LATELY = Duration.ofDays(1);

  private static final Set<CauseCode> PASSING =
      EnumSet.of(CauseCode.PROPAGATION, CauseCode.CHANGED_SINCE, CauseCode.MFA_CODE_INVALID);

  /// The severity of a denial.
  public static Severity of(Explanation explanation) {
    CauseCode cause = explanation.diagnosis().cause().code();
    boolean nobody =
        explanation.diagnosis().actor() == Actor.NOBODY && cause != CauseCode.UNDETERMINED;
    return nobody ? LOW : of(explanation, cause);
  }

  /// The severity that an incident had before it was over, so that its end goes where its beginning
  /// went.
  ///
  /// @param explanation of its newest denial, by what can be read now
  public static Severity before(Incident incident, Explanation explanation) {
    CauseCode now = explanation.diagnosis().cause().code();
    return incident
        .cause()
        .filter(cause -> cause != now)
        .map(cause -> of(explanation, cause))
        .orElseGet(() -> of(explanation));
  }

  private static Severity of(Explanation explanation, CauseCode cause) {
    if (explanation.diagnosis().caller() == Diagnosis.Familiarity.STRANGER
        || PASSING.contains(cause)) {
      return LOW;
    }
    boolean broken =
        cause == CauseCode.DELETED_PRINCIPAL
            || explanation
                .denial()
                .time()
                .filter(denied -> changed(explanation, denied))
                .isPresent();
    return broken ? HIGH : MEDIUM;
  }

  private static boolean changed(Explanation explanation, Instant denied) {
    return explanation.changes().stream()
        .filter(change -> change.kind() != Change.Kind.ASSUMED)
        .map(Change::time)
        .anyMatch(time -> !time.isAfter(denied) && time.isAfter(denied.minus(LATELY)));
  }
}
