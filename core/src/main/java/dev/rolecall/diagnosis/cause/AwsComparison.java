package dev.rolecall.diagnosis.cause;

import dev.rolecall.denial.AwsReason.PolicyDenies;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.evaluation.AwsVerdict;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Evaluation.ActionTrial;
import dev.rolecall.diagnosis.mismatch.Causes;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.EvaluationEvidence.Agreement;
import dev.rolecall.diagnosis.result.EvaluationEvidence.Denier;
import dev.rolecall.evidence.AwsEvaluation.Effect;
import dev.rolecall.iam.evaluation.LayerResult;
import dev.rolecall.iam.evaluation.LayerResult.Located;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// AWS's own evaluation, held against that of the policies that were read.
public record AwsComparison(AwsVerdict verdict, Evaluation evaluation) {

  /// The explicit denies as AWS words them in its messages; those of policies of unknown types are
  /// left out.
  public List<PolicyDenies> said() {
    return verdict.deniers().stream().flatMap(denier -> said(denier).stream()).toList();
  }

  private static Optional<PolicyDenies> said(Denier denier) {
    return denier.type().map(type -> new PolicyDenies(type, true, denier.arn()));
  }

  /// The cause that an explicit deny is, with its statement where that was read.
  public List<Cause> named(String action) {
    return verdict.deniers().stream()
        .flatMap(denier -> said(denier).map(said -> named(denier, said, action)).stream())
        .distinct()
        .toList();
  }

  private Cause named(Denier denier, PolicyDenies said, String action) {
    Cause cause = new AwsDenialReason(said).cause(action);
    List<Located> same = statements(said.type()).filter(at -> isOf(denier, at)).toList();
    return same.size() == 1
        ? cause.in(same.getFirst().policy().name()).at(same.getFirst().result().statement())
        : cause;
  }

  /// Whether a statement that was read is the one that AWS names. AWS makes up a `Sid` for a
  /// statement without.
  private static boolean isOf(Denier denier, Located at) {
    return !at.result().statement().allows()
        && at.result().statement().sid().filter(denier.sid().orElse("")::equals).isPresent()
        && denier
            .arn()
            .filter(arn -> at.policy().name().startsWith("arn:"))
            .map(at.policy().name()::equals)
            .orElse(true);
  }

  private Stream<Located> statements(PolicyType type) {
    return evaluation.main().layer(type).statements();
  }

  /// How both compare.
  public Agreement agreement() {
    List<Agreement> all =
        evaluation.actions().stream()
            .filter(trial -> trial.needed() == Passed.YES)
            .map(this::agreement)
            .toList();
    return all.contains(Agreement.DISAGREES)
        ? Agreement.DISAGREES
        : all.contains(Agreement.AGREES) ? Agreement.AGREES : Agreement.UNDECIDED;
  }

  private Agreement agreement(ActionTrial trial) {
    return verdict
        .effect(trial.action())
        .map(
            effect ->
                switch (effect) {
                  case ALLOW ->
                      agreement(trial, trial.access().allowed().isTrue(), isDenied(trial));
                  case IMPLICIT_DENY ->
                      agreement(
                          trial,
                          isDenied(trial) && !deniesExplicitly(trial),
                          trial.access().allowed().isTrue() || deniesExplicitly(trial));
                  case EXPLICIT_DENY ->
                      agreement(trial, isNamedDenied(trial), isNamedHarmless(trial));
                })
        .orElse(Agreement.UNDECIDED);
  }

  private Agreement agreement(ActionTrial trial, boolean agrees, boolean disagrees) {
    return disagrees || isUntrueAllow(trial)
        ? Agreement.DISAGREES
        : agrees ? Agreement.AGREES : Agreement.UNDECIDED;
  }

  private static boolean isDenied(ActionTrial trial) {
    return trial.access().allowed().isFalse();
  }

  /// Whether a Deny that was read matches, of a type whose denies AWS would show.
  private boolean deniesExplicitly(ActionTrial trial) {
    return trial.access().layers().values().stream()
        .anyMatch(layer -> layer.deny().isTrue() && verdict.isShown(layer.type()));
  }

  private boolean isNamedDenied(ActionTrial trial) {
    return types().anyMatch(type -> trial.layer(type).deny().isTrue());
  }

  /// Whether none of the types that AWS names denies, by what was read.
  private boolean isNamedHarmless(ActionTrial trial) {
    List<PolicyType> types = types().toList();
    return !types.isEmpty() && types.stream().allMatch(type -> trial.layer(type).deny().isFalse());
  }

  private Stream<PolicyType> types() {
    return verdict.deniers().stream().flatMap(denier -> denier.type().stream()).distinct();
  }

  /// Whether AWS shows an Allow that matched in a type that, by what was read, has none.
  private boolean isUntrueAllow(ActionTrial trial) {
    return trial.access().layers().values().stream()
        .filter(layer -> verdict.allows(layer.type(), trial.action()))
        .map(LayerResult::allow)
        .anyMatch(allow -> allow.isFalse());
  }

  /// Whether AWS's evaluation shows that `cause` did not deny the call.
  public boolean clears(Cause cause) {
    return cause.policyType().filter(type -> clears(type, cause)).isPresent();
  }

  private boolean clears(PolicyType type, Cause cause) {
    return isExplicit(type, cause)
        ? verdict.ruledOutDenies(type)
        : verdict.allows(type, cause.action())
            || verdict.effect(cause.action()).filter(Effect.ALLOW::equals).isPresent();
  }

  /// Whether the cause is a Deny that matches, or may match.
  private boolean isExplicit(PolicyType type, Cause cause) {
    return (cause.code() == Causes.explicitDeny(type)
            && Causes.explicitDeny(type) != Causes.implicitDeny(type))
        || evaluation
            .main()
            .layer(type)
            .policies()
            .flatMap(result -> cause.statementIn(result.policy()).stream())
            .anyMatch(statement -> !statement.allows());
  }
}
