package dev.rolecall.explanation.wording.term;

import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Severity;
import dev.rolecall.evidence.Change;
import dev.rolecall.incident.state.Incident;
import java.time.Duration;
import java.time.Instant;

/// How much a denial wants attention, by its cause and by what else is known.
public final class DenialSeverity {

  private static final Duration LATELY = Duration.ofDays(1);

  private DenialSeverity() {}

  /// The severity of a denial.
  public static Severity of(Explanation explanation) {
    CauseCode cause = explanation.diagnosis().cause().code();
    boolean nobody =
        explanation.diagnosis().actor() == Actor.NOBODY && cause != CauseCode.UNDETERMINED;
    return nobody ? Severity.LOW : of(explanation, cause);
  }

  /// The severity of a denial as an emoji.
  public static String sign(Explanation explanation) {
    return switch (of(explanation)) {
      case SECURITY -> "🚨";
      case HIGH -> "🔴";
      case MEDIUM -> "🟠";
      case LOW -> "⚪";
    };
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
        || cause.severity() == Severity.LOW) {
      return Severity.LOW;
    }
    boolean changed =
        explanation.denial().time().filter(denied -> changed(explanation, denied)).isPresent();
    return changed ? Severity.HIGH : cause.severity();
  }

  private static boolean changed(Explanation explanation, Instant denied) {
    return explanation.changes().stream()
        .filter(change -> change.kind() != Change.Kind.ASSUMED)
        .map(Change::time)
        .anyMatch(time -> !time.isAfter(denied) && time.isAfter(denied.minus(LATELY)));
  }
}
