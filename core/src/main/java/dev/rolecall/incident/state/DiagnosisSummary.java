package dev.rolecall.incident.state;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.evaluation.Decision;
import dev.rolecall.incident.enumeration.RoleSight;
import dev.rolecall.incident.identity.CallerIdentity;
import dev.rolecall.incident.identity.Fingerprint;
import dev.rolecall.incident.identity.SeenSuccess;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
/// @param self who was denied
/// @param dependsOn condition keys that tell calls of the workload apart, and on which the policies
///   depend
/// @param successes of the caller's principal with the same role, the newest of each identity
/// @param changed when something that the call depends on was changed last, as far as is known
/// @param blockers what blocks the call that may block others as well, what to group by first
/// @param change the recent change of what blocks the call
/// @param roleSide what the role's side has to do with it
/// @param role what was seen of the role
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
    CallerIdentity self,
    Set<String> dependsOn,
    List<SeenSuccess> successes,
    Optional<Instant> changed,
    List<IncidentSubject.SharedCause> blockers,
    Optional<Change> change,
    RoleSide roleSide,
    RoleSight role) {

  /// Whether the role's side denies the call.
  public enum RoleSide {
    /// It does, or the role does not exist.
    DENIES,
    /// The role exists, and its trust policy allows the call, or did so until the caller was
    /// re-created.
    ALLOWS,
    /// It could not be read, or it does not decide the call.
    UNKNOWN
  }

  private static final int MOST_UNREAD = 5;
  private static final int MOST_SUCCESSES = 50;

  /// What an incident keeps of `explanation`.
  ///
  /// @param ownerTags keys of the role's tags that name its owner, the first that is there counts
  public static DiagnosisSummary of(Explanation explanation, List<String> ownerTags) {
    Diagnosis diagnosis = explanation.diagnosis();
    Denial denial = explanation.denial();
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
            && denial.caller() instanceof Caller.WebIdentity,
        CallerIdentity.of(denial, explanation.dependsOn()),
        Fingerprint.telling(denial, explanation.dependsOn()),
        successes(explanation),
        explanation.changes().stream()
            .filter(change -> change.kind() != Change.Kind.ASSUMED)
            .map(Change::time)
            .max(Instant::compareTo),
        blockers.all(),
        blockers.change(),
        roleSide(diagnosis, blockers.change()),
        RoleSight.of(explanation));
  }

  private static RoleSide roleSide(Diagnosis diagnosis, Optional<Change> change) {
    if (diagnosis.cause().code() == CauseCode.DELETED_PRINCIPAL && change.isPresent()) {
      return RoleSide.ALLOWS;
    }
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

  private static List<SeenSuccess> successes(Explanation explanation) {
    Map<String, SeenSuccess> newest = new LinkedHashMap<>();
    for (Change change : explanation.changes()) {
      if (change.kind() == Change.Kind.ASSUMED && newest.size() < MOST_SUCCESSES) {
        CallerIdentity who = CallerIdentity.of(explanation.denial(), change);
        newest.merge(
            who.key(),
            new SeenSuccess(who.key(), who.name(), change.time()),
            (one, other) -> one.at().isBefore(other.at()) ? other : one);
      }
    }
    return List.copyOf(newest.values());
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

  /// Whether the policies that were read allow the call: then they stand in nobody's way, and what
  /// denied it was something else.
  boolean passes() {
    return verdict == Diagnosis.Verdict.ALLOWED
        ? cause != CauseCode.CHANGED_SINCE
        : cause == CauseCode.PROPAGATION;
  }

  /// Whether the policies that were read allow the call, changed or not.
  boolean passesNow() {
    return verdict == Diagnosis.Verdict.ALLOWED || cause.is(CauseCode.Trait.PASSING);
  }

  /// Whether what stood in the way is gone, by policies that were read. That is less than that the
  /// call will pass: a role session's own policy cannot be read.
  ///
  /// @param before kinds of policy that stood in the way
  boolean lifts(Set<PolicyType> before) {
    return switch (verdict) {
      case ALLOWED -> true;
      case DENIED -> false;
      case UNDETERMINED ->
          cause == CauseCode.CHANGED_SINCE || (!before.isEmpty() && allowing.containsAll(before));
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
