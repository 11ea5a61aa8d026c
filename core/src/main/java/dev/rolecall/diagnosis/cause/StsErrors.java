package dev.rolecall.diagnosis.cause;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.AwsReason.OtherError.Kind;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.mismatch.Causes;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.iam.evaluation.LayerResult;
import dev.rolecall.iam.evaluation.StatementResult;
import java.util.Optional;

/// The causes of errors that are no denial of access.
public final class StsErrors {

  private StsErrors() {}

  public static CauseCode code(Kind kind) {
    return switch (kind) {
      case SESSION_DURATION -> CauseCode.SESSION_DURATION;
      case INVALID_IDENTITY_TOKEN,
          WRONG_AUDIENCE,
          CERTIFICATE_CHANGED,
          ISSUER_UNREACHABLE,
          ROLE_NOT_IN_TOKEN,
          PROVIDER_MISSING,
          TOKEN_MALFORMED,
          CLAIM_REJECTED ->
          CauseCode.INVALID_IDENTITY_TOKEN;
      case EXPIRED_TOKEN -> CauseCode.EXPIRED_TOKEN;
      case STS_REGION_DISABLED -> CauseCode.STS_REGION_DISABLED;
      case PACKED_POLICY_TOO_LARGE -> CauseCode.PACKED_POLICY_TOO_LARGE;
      case MALFORMED_POLICY -> CauseCode.MALFORMED_POLICY;
    };
  }

  /// The cause, with the audience that the trust policy requires where the token has another.
  public static Cause cause(Kind kind, Facts facts, Evaluation.ActionTrial trial) {
    Cause cause = Cause.of(code(kind), facts.denial().deniedAction());
    return Optional.of(trial.access().layer(PolicyType.TRUST_POLICY))
        .filter(_ -> kind == Kind.WRONG_AUDIENCE)
        .flatMap(trust -> wanted(trust, facts))
        .map(cause::with)
        .orElse(cause);
  }

  private static Optional<Cause.FailedCondition> wanted(LayerResult trust, Facts facts) {
    return trust.levels().stream()
        .flatMap(level -> level.policies().stream())
        .flatMap(policy -> policy.statements().stream())
        .filter(result -> result.statement().allows() && result.principal().truth().isTrue())
        .flatMap(result -> result.conditions().stream())
        .filter(condition -> condition.condition().lowerCaseKey().endsWith(":aud"))
        .filter(condition -> condition.truth().isFalse())
        .map((StatementResult.ConditionResult condition) -> Causes.failed(facts, condition))
        .findFirst();
  }

  /// Who has to act, where it is not the caller.
  public static Optional<Actor> actor(AwsReason reason) {
    return reason instanceof AwsReason.OtherError(Kind kind)
            && (kind == Kind.CERTIFICATE_CHANGED || kind == Kind.PROVIDER_MISSING)
        ? Optional.of(Actor.TARGET_ACCOUNT)
        : Optional.empty();
  }
}
