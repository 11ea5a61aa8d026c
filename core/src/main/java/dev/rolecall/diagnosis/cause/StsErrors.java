package dev.rolecall.diagnosis.cause;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.AwsReason.OtherError.Kind;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.mismatch.Causes;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.Cause.FailedCondition;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.iam.evaluation.LayerResult;
import dev.rolecall.iam.evaluation.LayerResult.Located;
import java.util.Optional;

/// The causes of errors other than access denials.
public final class StsErrors {

  private StsErrors() {}

  /// The cause that no policy is needed to find: by who calls, or by AWS's error.
  public static Optional<CauseCode> code(Denial denial) {
    if (denial.caller() instanceof Root) {
      return Optional.of(CauseCode.ROOT_CANNOT_ASSUME);
    }
    return switch (denial.reason()) {
      case AwsReason.RootMayNotAssume _ -> Optional.of(CauseCode.ROOT_CANNOT_ASSUME);
      case AwsReason.MfaCodeInvalid _ -> Optional.of(CauseCode.MFA_CODE_INVALID);
      case AwsReason.OtherError(Kind kind) -> Optional.of(code(kind));
      case AwsReason.NotGiven _, AwsReason.PolicyDenies _, AwsReason.ReportedByService _ ->
          Optional.empty();
    };
  }

  private static CauseCode code(Kind kind) {
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

  /// The same, with the audience that the trust policy requires where the token has another.
  public static Optional<Cause> cause(Facts facts, LayerResult trust) {
    Optional<Cause> cause =
        code(facts.denial()).map(code -> Cause.of(code, facts.denial().deniedAction()));
    return facts.denial().reason() instanceof AwsReason.OtherError(Kind kind)
            && kind == Kind.WRONG_AUDIENCE
        ? cause.map(it -> wanted(trust, facts).map(it::with).orElse(it))
        : cause;
  }

  private static Optional<FailedCondition> wanted(LayerResult trust, Facts facts) {
    return trust
        .statements()
        .map(Located::result)
        .filter(result -> result.statement().allows() && result.principal().truth().isTrue())
        .flatMap(result -> result.conditions().stream())
        .filter(condition -> condition.condition().lowerCaseKey().endsWith(":aud"))
        .filter(condition -> condition.truth().isFalse())
        .map(condition -> Causes.failed(facts, condition))
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
