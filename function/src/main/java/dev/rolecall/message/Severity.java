package dev.rolecall.message;

import dev.rolecall.diagnosis.Actor;
import dev.rolecall.diagnosis.CauseCode;
import dev.rolecall.diagnosis.Diagnosis;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.evidence.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/// How much a denial wants attention. It says who should be woken, not how bad the denial is for
/// security: every denied call was kept out.
public enum Severity {
  /// What used to work was broken: a trusted principal was deleted, or something about role or
  /// caller was changed within the day before the denial.
  HIGH,
  /// Somebody has to act, or to find out who; nothing tells that it ever worked.
  MEDIUM,
  /// Nobody has to act: the caller is a stranger and the denial is the protection working, or it
  /// passes by itself, or a person mistyped a code.
  LOW;

  private static final Duration LATELY = Duration.ofDays(1);

  private static final Set<CauseCode> PASSING =
      EnumSet.of(CauseCode.PROPAGATION, CauseCode.CHANGED_SINCE, CauseCode.MFA_CODE_INVALID);

  /// The severity of a denial.
  public static Severity of(Explanation explanation) {
    Diagnosis diagnosis = explanation.diagnosis();
    CauseCode cause = diagnosis.cause().code();
    if (diagnosis.caller() == Diagnosis.Familiarity.STRANGER
        || (diagnosis.actor() == Actor.NOBODY && cause != CauseCode.UNDETERMINED)
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
