package dev.rolecall.diagnosis.cause;

import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.evaluation.CompanionActions;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Evaluation.ActionTrial;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.mismatch.Causes;
import dev.rolecall.diagnosis.mismatch.InactiveVersion;
import dev.rolecall.diagnosis.mismatch.PermissionMismatch;
import dev.rolecall.diagnosis.mismatch.RelevantPolicies;
import dev.rolecall.diagnosis.mismatch.StatementMismatch;
import dev.rolecall.diagnosis.mismatch.StatementMismatch.Fit;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.LayerResult;
import dev.rolecall.iam.evaluation.LayerResult.Located;
import dev.rolecall.iam.evaluation.StatementResult;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What denies the call on known facts: each must be removed for the call to succeed.
public final class CertainCauses {

  private final Facts facts;
  private final ActionTrial trial;
  private final Set<Cause> causes = new LinkedHashSet<>();

  private CertainCauses(Facts facts, ActionTrial trial) {
    this.facts = facts;
    this.trial = trial;
  }

  /// All certain blockers of the call, without repeats; empty when nothing denies for certain.
  public static List<Cause> of(Facts facts, Evaluation evaluation) {
    return evaluation.actions().stream()
        .filter(trial -> trial.needed() == Passed.YES)
        .flatMap(trial -> ofAction(facts, trial).stream())
        .distinct()
        .toList();
  }

  /// What denies one action, or would deny it if the call needed it.
  static Set<Cause> ofAction(Facts facts, ActionTrial trial) {
    CertainCauses certainCauses = new CertainCauses(facts, trial);
    certainCauses.find();
    return certainCauses.causes;
  }

  private void find() {
    LayerResult trust = trial.layer(PolicyType.TRUST_POLICY);
    denies(trust);
    Optional<StatementMismatch> meant =
        trust.allow().isFalse() ? StatementMismatch.meant(trust, facts) : Optional.empty();
    if (trust.decision().denies() && trust.allow().isFalse()) {
      trust(meant);
    }
    RelevantPolicies relevantPolicies = RelevantPolicies.of(facts, trial.access(), meant);
    callerSide(PolicyType.IDENTITY_POLICY, relevantPolicies.identity());
    callerSide(PolicyType.PERMISSIONS_BOUNDARY, relevantPolicies.limits());
    denies(trial.layer(PolicyType.SESSION_POLICY));
    serviceControl();
    denies(trial.layer(PolicyType.RCP));
  }

  /// An action that is needed in addition to AssumeRole has a cause of its own only where the
  /// caller is trusted at all.
  private void trust(Optional<StatementMismatch> meant) {
    if (trial.isCompanion()) {
      meant
          .filter(miss -> miss.meets() || miss.principal() == Fit.OPEN)
          .map(miss -> Cause.inTrust(also(trial), trial.action()).at(miss.result().statement()))
          .ifPresent(causes::add);
    } else {
      causes.addAll(
          meant
              .map(miss -> miss.causes(facts, trial.action()))
              .orElseGet(
                  () -> List.of(Cause.inTrust(Causes.principal(facts, false), trial.action()))));
    }
  }

  /// The code of an action that is needed in addition to AssumeRole.
  static CauseCode also(ActionTrial trial) {
    return trial.action().equals(CompanionActions.TAG_SESSION)
        ? CauseCode.TAG_SESSION_NOT_ALLOWED
        : CauseCode.SOURCE_IDENTITY_NOT_ALLOWED;
  }

  /// The code of a kind of policy that does not allow an action.
  static CauseCode notAllowed(ActionTrial trial, PolicyType type) {
    return type == PolicyType.IDENTITY_POLICY && trial.isCompanion()
        ? also(trial)
        : Causes.implicitDeny(type);
  }

  private void callerSide(PolicyType type, Truth needed) {
    LayerResult layer = trial.layer(type);
    denies(layer);
    if (!needed.isTrue() || !layer.allow().isFalse()) {
      return;
    }
    if (type == PolicyType.IDENTITY_POLICY) {
      causes.addAll(notPermitted(layer));
    } else {
      layer
          .policies()
          .map(it -> Cause.in(notAllowed(trial, type), trial.action(), type, it.policy().name()))
          .forEach(causes::add);
    }
  }

  /// An Allow that fails in its MFA condition only asks for MFA; anything else is a permission that
  /// is missing, with the statement that was meant to give it.
  private List<Cause> notPermitted(LayerResult layer) {
    Cause missing =
        Cause.in(notAllowed(trial, layer.type()), trial.action(), PolicyType.IDENTITY_POLICY);
    Optional<List<Cause>> mfa =
        layer
            .statements()
            .filter(at -> hangsOnMfaOnly(at.result()))
            .findFirst()
            .map(at -> List.of(mfa(facts, trial, at)));
    if (mfa.isPresent() || missing.code() != CauseCode.IDENTITY_PERMISSION_MISSING) {
      return mfa.orElse(List.of(missing));
    }
    return InactiveVersion.find(missing, layer, trial.access().request(), facts)
        .map(List::of)
        .or(
            () ->
                PermissionMismatch.nearest(layer.statements(), facts)
                    .map(miss -> miss.causes(missing, facts)))
        .orElse(List.of(missing));
  }

  /// Whether an Allow would match, were it not for its MFA condition.
  static boolean hangsOnMfaOnly(StatementResult result) {
    return result.statement().allows()
        && result.action().isTrue()
        && result.resource().isTrue()
        && result.conditions().stream()
            .allMatch(
                condition ->
                    condition.truth().isTrue() || Causes.asksForMfa(condition.condition()));
  }

  /// The cause that an Allow is whose MFA condition is not met.
  static Cause mfa(Facts facts, ActionTrial trial, Located at) {
    Cause cause =
        Cause.in(
                CauseCode.MFA_REQUIRED,
                trial.action(),
                PolicyType.IDENTITY_POLICY,
                at.policy().name())
            .at(at.result().statement());
    return at.result().conditions().stream()
        .filter(condition -> !condition.truth().isTrue())
        .findFirst()
        .map(condition -> cause.with(Causes.failed(facts, condition)))
        .orElse(cause);
  }

  private void serviceControl() {
    LayerResult layer = trial.layer(PolicyType.SCP);
    denies(layer);
    if (layer.allow().isFalse()) {
      layer.levels().stream()
          .filter(level -> level.allow(PrincipalMatchKind.ANY).isFalse())
          .map(it -> Cause.in(CauseCode.SCP_DENY, trial.action(), PolicyType.SCP, it.name()))
          .forEach(causes::add);
    }
  }

  private void denies(LayerResult layer) {
    layer
        .statements()
        .filter(at -> !at.result().statement().allows() && at.result().applies().isTrue())
        .map(at -> Causes.deny(facts, layer.type(), at))
        .forEach(causes::add);
  }
}
