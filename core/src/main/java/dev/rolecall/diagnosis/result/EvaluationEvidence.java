package dev.rolecall.diagnosis.result;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.evidence.AwsEvaluation.Effect;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What AWS's own evaluation of a denied call contributed to the answer.
///
/// @param unread why the evaluation was not read, where it was not
/// @param effects what AWS says of each action of the call on the role
/// @param agreement how that compares with what the policies that were read say
/// @param deniedBy the Deny statements that matched
/// @param learned condition keys whose values no other source shows
/// @param tookPart the types of policies that AWS evaluated
/// @param tookNoPart the types that AWS shows it did not evaluate
/// @param hidden the sides whose policies and values may be missing, because they may belong to
///   another organization
/// @param confirmed whether it shows whose call it is, or the caller cannot have written the ID
public record EvaluationEvidence(
    Status status,
    Optional<Gap> unread,
    Map<String, Effect> effects,
    Agreement agreement,
    List<Denier> deniedBy,
    List<String> learned,
    Set<PolicyType> tookPart,
    Set<PolicyType> tookNoPart,
    Set<Side> hidden,
    boolean confirmed) {

  public EvaluationEvidence {
    effects = Collections.unmodifiableMap(new LinkedHashMap<>(effects));
    deniedBy = List.copyOf(deniedBy);
    learned = List.copyOf(learned);
    tookPart = Set.copyOf(tookPart);
    tookNoPart = Set.copyOf(tookNoPart);
    hidden = Set.copyOf(hidden);
  }

  /// What came of asking for it.
  public enum Status {
    READ,
    UNREAD,
    /// AWS has none under the denial's authorization ID.
    NONE,
    /// What AWS has under the ID is about another call.
    OTHER_CALL
  }

  /// How AWS's evaluation compares with the policies that were read.
  public enum Agreement {
    AGREES,
    DISAGREES,
    /// The policies that were read do not decide it.
    UNDECIDED
  }

  /// Whose policies and values.
  public enum Side {
    CALLER,
    ROLE
  }

  /// A Deny statement that matched.
  ///
  /// @param type empty when it is none that is known here
  /// @param policy the ARN of a managed policy; for others an opaque text
  /// @param sid AWS makes one up for a statement without
  public record Denier(Optional<PolicyType> type, String policy, Optional<String> sid) {

    /// The policy's ARN, where it has one.
    public Optional<String> arn() {
      return Optional.of(policy).filter(uri -> uri.startsWith("arn:"));
    }
  }

  /// Evidence that there is none.
  public static EvaluationEvidence without(Status status, Optional<Gap> unread) {
    return new EvaluationEvidence(
        status,
        unread,
        Map.of(),
        Agreement.UNDECIDED,
        List.of(),
        List.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        true);
  }

  /// Whether it contradicts the policies that were read.
  public boolean disagrees() {
    return agreement == Agreement.DISAGREES;
  }
}
