package dev.rolecall.diagnosis.cause;

import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.mismatch.Causes;
import dev.rolecall.diagnosis.mismatch.InactiveVersion;
import dev.rolecall.diagnosis.mismatch.PermissionMismatch;
import dev.rolecall.diagnosis.mismatch.RelevantPolicies;
import dev.rolecall.diagnosis.mismatch.StatementMismatch;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.iam.evaluation.LayerResult;
import dev.rolecall.iam.evaluation.PolicyResult;
import dev.rolecall.iam.evaluation.StatementResult;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What denies the call on known facts: each of it has to be removed for the call to succeed.
public final class CertainCauses {

  private final Facts facts;
  private final Set<Cause> causes = new LinkedHashSet<>();

  private CertainCauses(Facts facts) {
    this.facts = facts;
  }

  /// All certain blockers of the call, without repeats; empty when nothing denies for certain.
  public static List<Cause> of(Facts facts, Evaluation evaluation) {
    CertainCauses certainCauses = new CertainCauses(facts);
    for (Evaluation.ActionTrial action : evaluation.actions()) {
      if (action.needed() == Passed.YES) {
        certainCauses.add(action, action.action().equals(evaluation.main().action()));
      }
    }
    return List.copyOf(certainCauses.causes);
  }

  /// What would deny one action, if the call needed it.
  static List<Cause> ofAction(Facts facts, Evaluation.ActionTrial action) {
    CertainCauses certainCauses = new CertainCauses(facts);
    certainCauses.add(action, false);
    return List.copyOf(certainCauses.causes);
  }

  private void add(Evaluation.ActionTrial trial, boolean main) {
    LayerResult trust = trial.access().layer(PolicyType.TRUST_POLICY);
    List<StatementMismatch> misses = StatementMismatch.of(trust, facts);
    denies(trust);
    if (trust.decision().denies() && trust.allow().isFalse()) {
      if (main) {
        mainTrust(trial, misses);
      } else {
        alsoTrust(trial, misses);
      }
    }
    RelevantPolicies relevantPolicies = RelevantPolicies.of(facts, trial.access(), misses);
    callerSide(trial, PolicyType.IDENTITY_POLICY, relevantPolicies.identity().isTrue());
    callerSide(trial, PolicyType.PERMISSIONS_BOUNDARY, relevantPolicies.limits().isTrue());
    denies(trial.access().layer(PolicyType.SESSION_POLICY));
    serviceControl(trial);
    denies(trial.access().layer(PolicyType.RCP));
  }

  private void mainTrust(Evaluation.ActionTrial trial, List<StatementMismatch> misses) {
    if (misses.isEmpty()) {
      causes.add(
          Cause.in(
              Causes.principal(facts, false),
              trial.action(),
              PolicyType.TRUST_POLICY,
              "trust policy"));
    } else {
      causes.addAll(misses.getFirst().causes(facts, trial.action()));
    }
  }

  /// An action that is needed besides AssumeRole has a cause of its own only where the caller is
  /// trusted at all.
  private void alsoTrust(Evaluation.ActionTrial trial, List<StatementMismatch> misses) {
    boolean trusted =
        misses.stream()
            .anyMatch(
                statementMismatch ->
                    statementMismatch.meets()
                        || statementMismatch.principal() == StatementMismatch.Fit.OPEN);
    if (trusted) {
      Cause cause = Cause.in(also(trial), trial.action(), PolicyType.TRUST_POLICY, "trust policy");
      causes.add(cause.at(Causes.ref(misses.getFirst().result().statement())));
    }
  }

  /// The code of an action that is needed besides AssumeRole.
  static CauseCode also(Evaluation.ActionTrial trial) {
    return trial.action().equals("sts:TagSession")
        ? CauseCode.TAG_SESSION_NOT_ALLOWED
        : CauseCode.SOURCE_IDENTITY_NOT_ALLOWED;
  }

  /// The code of a kind of policy that does not allow an action.
  static CauseCode notAllowed(Facts facts, Evaluation.ActionTrial trial, PolicyType type) {
    boolean besides = !trial.action().equals(facts.denial().call().action());
    return type == PolicyType.IDENTITY_POLICY && besides ? also(trial) : Causes.implicitDeny(type);
  }

  private void callerSide(Evaluation.ActionTrial trial, PolicyType type, boolean needed) {
    LayerResult layer = trial.access().layer(type);
    denies(layer);
    if (needed && layer.allow().isFalse()) {
      causes.addAll(notAllowedBy(trial, type, layer));
    }
  }

  /// An Allow that fails in its MFA condition only asks for MFA; anything else is a permission that
  /// is missing.
  private List<Cause> notAllowedBy(
      Evaluation.ActionTrial trial, PolicyType type, LayerResult layer) {
    if (type == PolicyType.IDENTITY_POLICY) {
      List<Cause> mfa =
          layer.levels().stream()
              .flatMap(level -> level.policies().stream())
              .flatMap(
                  policy ->
                      policy.statements().stream()
                          .filter(CertainCauses::hangsOnMfaOnly)
                          .map(statement -> mfa(facts, trial, policy, statement)))
              .toList();
      return mfa.isEmpty() ? permissionMissing(facts, trial) : List.of(mfa.getFirst());
    }
    return layer.levels().stream()
        .flatMap(level -> level.policies().stream())
        .map(
            policy ->
                Cause.in(
                    notAllowed(facts, trial, type), trial.action(), type, policy.policy().name()))
        .toList();
  }

  /// The permission that is missing, with the statement that was meant to give it.
  static List<Cause> permissionMissing(Facts facts, Evaluation.ActionTrial trial) {
    PolicyType type = PolicyType.IDENTITY_POLICY;
    Cause cause = Cause.in(notAllowed(facts, trial, type), trial.action(), type);
    if (cause.code() != CauseCode.IDENTITY_PERMISSION_MISSING) {
      return List.of(cause);
    }
    LayerResult layer = trial.access().layer(type);
    return InactiveVersion.find(layer, trial.access().request(), facts)
        .map(version -> List.of(version.in(cause, facts)))
        .or(() -> PermissionMismatch.nearest(layer, facts).map(miss -> miss.causes(cause, facts)))
        .orElse(List.of(cause));
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
  static Cause mfa(
      Facts facts, Evaluation.ActionTrial trial, PolicyResult policy, StatementResult statement) {
    Cause cause =
        Cause.in(
                CauseCode.MFA_REQUIRED,
                trial.action(),
                PolicyType.IDENTITY_POLICY,
                policy.policy().name())
            .at(Causes.ref(statement.statement()));
    return statement.conditions().stream()
        .filter(condition -> !condition.truth().isTrue())
        .findFirst()
        .map(condition -> cause.with(Causes.failed(facts, condition)))
        .orElse(cause);
  }

  private void serviceControl(Evaluation.ActionTrial trial) {
    LayerResult layer = trial.access().layer(PolicyType.SCP);
    denies(layer);
    if (!layer.allow().isFalse()) {
      return;
    }
    for (LayerResult.LevelResult level : layer.levels()) {
      if (level.allow(PrincipalMatchKind.ANY).isFalse()) {
        causes.add(Cause.in(CauseCode.SCP_DENY, trial.action(), PolicyType.SCP, level.name()));
      }
    }
  }

  private void denies(LayerResult layer) {
    for (LayerResult.LevelResult level : layer.levels()) {
      for (PolicyResult policy : level.policies()) {
        for (StatementResult statement : policy.statements()) {
          if (!statement.statement().allows() && statement.applies().isTrue()) {
            causes.add(
                Causes.deny(
                    facts,
                    facts.denial().call().action(),
                    layer.type(),
                    policy.policy().name(),
                    statement));
          }
        }
      }
    }
  }
}
