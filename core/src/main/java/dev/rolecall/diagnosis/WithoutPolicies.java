package dev.rolecall.diagnosis;

import dev.rolecall.denial.AwsReason.PolicyDenies;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.ServiceReport;
import dev.rolecall.diagnosis.cause.AwsDenialReason;
import dev.rolecall.diagnosis.cause.StsErrors;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.evidence.Change.Kind;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.iam.condition.Truth;
import java.util.List;
import java.util.Optional;

/// Finds causes that do not depend on what the policies say.
record WithoutPolicies(Facts facts, Evaluation evaluation) {

  Optional<Finding> find() {
    if (facts.denial().report().filter(report -> !report.isAboutTrust()).isPresent()) {
      return Optional.of(elsewhere());
    }
    return StsErrors.cause(facts, evaluation.main().layer(PolicyType.TRUST_POLICY))
        .map(cause -> Finding.certain(List.of(cause)))
        .or(this::roleNotFound);
  }

  /// Whether the role's ARN may not be what the service asked for.
  private boolean isGuess() {
    return facts.denial().report().filter(ServiceReport::isGuess).isPresent();
  }

  /// The service did not get as far as to assume a role.
  private Finding elsewhere() {
    Cause none = Cause.of(CauseCode.UNDETERMINED, facts.denial().deniedAction());
    return new Finding(
        List.of(none), Confidence.UNDETERMINED, List.of(), List.of(), false, evaluation.allowed());
  }

  private Optional<Finding> roleNotFound() {
    String action = facts.denial().deniedAction();
    Cause notFound = Cause.of(CauseCode.ROLE_NOT_FOUND, action);
    Optional<AwsDenialReason> said =
        facts.denial().reason() instanceof PolicyDenies denies
            ? Optional.of(new AwsDenialReason(denies))
            : Optional.empty();
    if (said.isEmpty() && facts.denial().asksOtherPartition()) {
      return Optional.of(Finding.certain(List.of(notFound)));
    }
    if (!(facts.role() instanceof Lookup.Absent)) {
      return Optional.empty();
    }
    boolean proven = said.map(it -> it.reason().proven()).orElse(true);
    boolean contradicted =
        said.filter(
                it ->
                    it.reason().type() == PolicyType.TRUST_POLICY
                        || (!proven
                            && it.isContradictedBy(facts, evaluation.trial(action).access())))
            .isPresent();
    List<Cause> both =
        said.filter(_ -> !contradicted)
            .map(it -> List.of(it.cause(action), notFound))
            .orElse(List.of(notFound));
    boolean wasThere = facts.aws().filter(aws -> aws.tookPart(PolicyType.TRUST_POLICY)).isPresent();
    boolean deletedSince = wasThere || new Timeline(facts).isOfAnotherTime(Kind.ROLE);
    return Optional.of(
        new Finding(
            proven ? both : List.of(notFound),
            contradicted || deletedSince || isGuess() ? Confidence.LIKELY : Confidence.CERTAIN,
            proven || both.size() == 1 ? List.of() : List.of(both.reversed()),
            List.of(),
            contradicted || wasThere,
            Truth.FALSE));
  }
}
