package dev.rolecall.incident.enumeration;

import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.iam.evaluation.Decision;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a diagnosis saw of a role that was tried.
///
/// @param exists whether its trust policy was read
/// @param missing whether there is no such role
/// @param opens whether the caller assumed it, or could by the policies of now
/// @param labels what its tags say of what it is for
public record RoleSight(boolean exists, boolean missing, boolean opens, List<String> labels) {

  private static final Set<String> TELLING =
      Set.of("env", "environment", "stage", "tier", "criticality", "sensitivity");

  private static final String PRIVILEGED = "privileged";
  private static final Set<String> NOT = Set.of("", "0", "false", "no", "none");

  public RoleSight {
    labels = List.copyOf(labels);
  }

  public static RoleSight of(Explanation explanation) {
    Diagnosis diagnosis = explanation.diagnosis();
    boolean missing =
        diagnosis.causes().stream().map(Cause::code).anyMatch(CauseCode.ROLE_NOT_FOUND::equals);
    boolean read =
        switch (diagnosis.evaluation().getOrDefault(PolicyType.TRUST_POLICY, Decision.UNREAD)) {
          case ALLOW, IMPLICIT_DENY, EXPLICIT_DENY, UNKNOWN -> true;
          case NOT_APPLICABLE, UNREAD -> false;
        };
    boolean succeeded =
        explanation.changes().stream().anyMatch(change -> change.kind() == Change.Kind.ASSUMED);
    return new RoleSight(
        read && !missing,
        missing,
        succeeded || diagnosis.verdict() == Diagnosis.Verdict.ALLOWED,
        explanation.roleTags().entrySet().stream()
            .filter(tag -> TELLING.contains(key(tag)) || isPrivileged(tag))
            .map(tag -> isPrivileged(tag) ? PRIVILEGED : tag.getValue())
            .toList());
  }

  private static String key(Map.Entry<String, String> tag) {
    return tag.getKey().toLowerCase(Locale.ROOT);
  }

  private static boolean isPrivileged(Map.Entry<String, String> tag) {
    return key(tag).equals(PRIVILEGED)
        && !NOT.contains(tag.getValue().strip().toLowerCase(Locale.ROOT));
  }

  /// Whether its tags say that it can do much.
  public boolean isPrivileged(PrivilegedNames names) {
    return labels.stream().anyMatch(label -> label.equals(PRIVILEGED) || names.match(label));
  }
}
