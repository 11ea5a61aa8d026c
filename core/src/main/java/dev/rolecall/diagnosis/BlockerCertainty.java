package dev.rolecall.diagnosis;

import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.ServiceReport;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.evidence.Change.Kind;
import dev.rolecall.iam.evaluation.LayerResult.Located;
import dev.rolecall.iam.evaluation.StatementResult;
import dev.rolecall.service.ServiceCallers;
import java.util.List;
import java.util.Optional;

/// Whether what denies on known facts denied the call at its time, too.
record BlockerCertainty(Facts facts, Timeline timeline, Evaluation evaluation) {

  /// A blocker is certain when the policy it lies in was not changed since, and when what it says
  /// of the caller does not rest on a guess: that a deleted principal was this caller's
  /// predecessor.
  boolean isCertain(Cause cause) {
    return cause
            .policyType()
            .flatMap(BlockerCertainty::kind)
            .filter(timeline::isOfAnotherTime)
            .isEmpty()
        && !timeline.isOutdated(Kind.ROLE)
        && cause.code() != CauseCode.DELETED_PRINCIPAL
        && !(cause.code() == CauseCode.PRINCIPAL_NOT_TRUSTED && isUnknownService())
        && !restsOnUnknownCaller(cause)
        && facts.denial().report().filter(ServiceReport::isGuess).isEmpty();
  }

  /// Which changes concern a type of policy; none for policies that cannot be read.
  private static Optional<Kind> kind(PolicyType type) {
    return switch (type) {
      case TRUST_POLICY -> Optional.of(Kind.ROLE);
      case IDENTITY_POLICY, PERMISSIONS_BOUNDARY -> Optional.of(Kind.CALLER);
      case SCP, RCP -> Optional.of(Kind.ORGANIZATION);
      case SESSION_POLICY, VPC_ENDPOINT_POLICY -> Optional.empty();
    };
  }

  /// A service that is not known here may be named in policies by another principal than CloudTrail
  /// records.
  private boolean isUnknownService() {
    return facts.caller() instanceof AwsService(String principal)
        && !ServiceCallers.isKnown(principal);
  }

  /// Which statement was meant for a caller whose identity is unknown, or whether a statement names
  /// it, is a guess.
  private boolean restsOnUnknownCaller(Cause cause) {
    if (!cause.isIn(PolicyType.TRUST_POLICY) || cause.code() == CauseCode.TRUST_EXPLICIT_DENY) {
      return false;
    }
    List<StatementResult> statements =
        evaluation.main().layer(PolicyType.TRUST_POLICY).statements().map(Located::result).toList();
    return facts.caller() instanceof Unidentified
        || cause
            .statement()
            .filter(_ -> !statements.isEmpty())
            .filter(at -> statements.get(at.index()).principal().truth().isUnknown())
            .isPresent();
  }
}
