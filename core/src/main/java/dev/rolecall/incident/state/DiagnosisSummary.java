package dev.rolecall.incident.state;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.evaluation.Decision;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an incident keeps of an explanation.
///
/// @param blocking kinds of policy that stood in the way
/// @param notRead kinds of policy that could not be read
/// @param allowing kinds of policy that let the call pass, or take no part in it
/// @param verdict what all that could be read says together
/// @param unread what could not be seen
/// @param stranger whether the federated caller is unknown
/// @param succeeded when the same caller last assumed the same role
/// @param blockers what blocks the call that may block others as well, what to group by first
/// @param change the recent change of what blocks the call
/// @param roleSide what the role's side has to do with it
public record DiagnosisSummary(
    CauseCode cause,
    Confidence confidence,
    Set<PolicyType> blocking,
    Set<PolicyType> notRead,
    Set<PolicyType> allowing,
    Diagnosis.Verdict verdict,
    List<String> unread,
    Optional<String> owner,
    boolean stranger,
    Optional<Instant> succeeded,
    List<IncidentSubject.SharedCause> blockers,
    Optional<Change> change,
    RoleSide roleSide) {

  /// Whether the role's side denies the call.
  public enum RoleSide {
    /// It does, or the role does not exist.
    DENIES,
    /// The role exists, and its trust policy allows the call.
    ALLOWS,
    /// It could not be read, or it does not decide the call.
    UNKNOWN
  }

  private static final int MOST_UNREAD = 5;

  /// What an incident keeps of `explanation`.
  ///
  /// @param ownerTags keys of the role's tags that name its owner, the first that is there counts
  public static DiagnosisSummary of(Explanation explanation, List<String> ownerTags) {
    Diagnosis diagnosis = explanation.diagnosis();
    Set<PolicyType> notRead = EnumSet.noneOf(PolicyType.class);
    Set<PolicyType> allowing = EnumSet.noneOf(PolicyType.class);
    diagnosis
        .evaluation()
        .forEach(
            (type, decision) -> {
              switch (decision) {
                case UNREAD -> notRead.add(type);
                case ALLOW, NOT_APPLICABLE -> allowing.add(type);
                case IMPLICIT_DENY, EXPLICIT_DENY, UNKNOWN -> {}
              }
            });
    Blockers blockers = Blockers.of(explanation);
    return new DiagnosisSummary(
        diagnosis.cause().code(),
        diagnosis.confidence(),
        blocking(diagnosis),
        notRead,
        allowing,
        diagnosis.verdict(),
        diagnosis.gaps().stream().map(GapSentence::fact).distinct().limit(MOST_UNREAD).toList(),
        ownerTags.stream()
            .flatMap(key -> Optional.ofNullable(explanation.roleTags().get(key)).stream())
            .findFirst(),
        diagnosis.caller() == Diagnosis.Familiarity.STRANGER
            && explanation.denial().caller() instanceof Caller.WebIdentity,
        explanation.changes().stream()
            .filter(change -> change.kind() == Change.Kind.ASSUMED)
            .map(Change::time)
            .max(Instant::compareTo),
        blockers.all(),
        blockers.change(),
        roleSide(diagnosis));
  }

  private static RoleSide roleSide(Diagnosis diagnosis) {
    boolean denies =
        diagnosis.causes().stream()
            .anyMatch(
                cause ->
                    cause.isIn(PolicyType.TRUST_POLICY)
                        || cause.code() == CauseCode.ROLE_NOT_FOUND
                        || cause.code() == CauseCode.TRUST_SIDE_UNREAD);
    if (denies) {
      return RoleSide.DENIES;
    }
    return switch (diagnosis.decision(PolicyType.TRUST_POLICY)) {
      case ALLOW, NOT_APPLICABLE -> RoleSide.ALLOWS;
      case IMPLICIT_DENY, EXPLICIT_DENY, UNKNOWN, UNREAD -> RoleSide.UNKNOWN;
    };
  }

  private static Set<PolicyType> blocking(Diagnosis diagnosis) {
    Set<PolicyType> blocking = EnumSet.noneOf(PolicyType.class);
    for (Cause cause : diagnosis.causes()) {
      if (cause.code() == CauseCode.ROLE_NOT_FOUND) {
        blocking.add(PolicyType.TRUST_POLICY);
      }
      cause.policyType().filter(type -> stops(diagnosis, type)).ifPresent(blocking::add);
    }
    return blocking;
  }

  private static boolean stops(Diagnosis diagnosis, PolicyType type) {
    return switch (diagnosis.evaluation().getOrDefault(type, Decision.UNREAD)) {
      case IMPLICIT_DENY, EXPLICIT_DENY, UNKNOWN, UNREAD -> true;
      case ALLOW, NOT_APPLICABLE -> false;
    };
  }

  /// Whether what stood in the way of `incident` is gone, by policies that were read. That is less
  /// than that the call will pass: a role session's own policy cannot be read.
  boolean lifts(Incident incident) {
    return switch (verdict) {
      case ALLOWED -> true;
      case DENIED -> false;
      case UNDETERMINED ->
          cause == CauseCode.CHANGED_SINCE
              || (!incident.blocking().isEmpty() && allowing.containsAll(incident.blocking()));
    };
  }

  /// A newer version knew better: only what denies for certain replaces its cause.
  private boolean isOver(CauseInterval newest) {
    return newest.newer().isEmpty() || confidence == Confidence.CERTAIN;
  }

  /// Whether this is another obstacle than those `incident` has, and not just a worse look at them.
  boolean displaces(Incident incident) {
    return incident.causes().isEmpty()
        || (isOver(incident.causes().getLast())
            && confidence != Confidence.UNDETERMINED
            && !cause.is(CauseCode.Trait.PASSING)
            && incident.blocking().stream().noneMatch(notRead::contains));
  }
}
