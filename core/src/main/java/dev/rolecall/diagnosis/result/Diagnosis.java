package dev.rolecall.diagnosis.result;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.Decision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Why a call was denied.
///
/// @param causes everything that must be removed for the call to succeed, the primary first; never
///   empty
/// @param possible other explanations that the evidence leaves open, each a set of causes, the best
///   first
/// @param evaluation what each kind of policy says by itself
/// @param allowed what all policies that could be read say together
/// @param gaps what could not be seen and bears on the answer
/// @param awsDisagrees whether AWS's sentence, or its own evaluation, says other than the policies
///   that were read
/// @param caller whether the role's side knows the caller
/// @param awsEvaluation what AWS's own evaluation contributed; empty where the denial has no ID to
///   ask for it by
public record Diagnosis(
    List<Cause> causes,
    Confidence confidence,
    List<List<Cause>> possible,
    Map<PolicyType, Decision> evaluation,
    Truth allowed,
    List<Gap> gaps,
    boolean awsDisagrees,
    Familiarity caller,
    Actor actor,
    Optional<EvaluationEvidence> awsEvaluation) {

  /// Whether the caller belongs to those who may ask for trust at all.
  public enum Familiarity {
    /// In an account of the snapshot or of the organization, or trusted by the role already.
    KNOWN,
    /// None of these: the denial may be intended.
    STRANGER
  }

  /// What the policies that could be read say together, in one word.
  public enum Verdict {
    ALLOWED,
    DENIED,
    UNDETERMINED
  }

  public Diagnosis {
    causes = List.copyOf(causes);
    possible = possible.stream().map(List::copyOf).toList();
    evaluation = Map.copyOf(evaluation);
    gaps = List.copyOf(gaps);
  }

  /// The primary cause.
  public Cause cause() {
    return causes.getFirst();
  }

  /// What a kind of policy says by itself.
  public Decision decision(PolicyType type) {
    return evaluation.getOrDefault(type, Decision.UNREAD);
  }

  /// Whether the call would pass, as far as could be read.
  public Verdict verdict() {
    return allowed.isTrue()
        ? Verdict.ALLOWED
        : allowed.isFalse() ? Verdict.DENIED : Verdict.UNDETERMINED;
  }

  /// The same; what is certain is likely.
  Diagnosis atMostLikely() {
    return new Diagnosis(
        causes,
        confidence == Confidence.CERTAIN ? Confidence.LIKELY : confidence,
        possible,
        evaluation,
        allowed,
        gaps,
        awsDisagrees,
        caller,
        actor,
        awsEvaluation);
  }
}
