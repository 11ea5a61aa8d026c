package dev.rolecall.diagnosis.cause;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.evaluation.CompanionActions;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.mismatch.Causes;
import dev.rolecall.diagnosis.mismatch.PermissionMismatch;
import dev.rolecall.diagnosis.mismatch.PrincipalNearMiss;
import dev.rolecall.diagnosis.mismatch.RelevantPolicies;
import dev.rolecall.diagnosis.mismatch.StatementMismatch;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.Authorization;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.evaluation.LayerResult;
import dev.rolecall.iam.evaluation.PolicyResult;
import dev.rolecall.iam.evaluation.StatementResult;
import dev.rolecall.iam.evaluation.StatementResult.ConditionResult;
import dev.rolecall.provider.TokenTags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is unknown and may be what denies the call.
///
/// The call is judged twice: as it is known, and as such calls usually are. What is unknown in the
/// first and fails in the second is the first to be suspected.
public final class PossibleCauses {

  private final Facts facts;
  private final Map<Cause, PossibleCause> found = new LinkedHashMap<>();

  private PossibleCauses(Facts facts) {
    this.facts = facts;
  }

  /// All suspects, the most probable first.
  ///
  /// @param usual the same call, judged as such calls usually are
  public static List<PossibleCause> of(Facts facts, Evaluation evaluation, Evaluation usual) {
    PossibleCauses possibleCauses = new PossibleCauses(facts);
    for (int i = 0; i < evaluation.actions().size(); i++) {
      Evaluation.ActionTrial action = evaluation.actions().get(i);
      if (action.access().allowed().isTrue()) {
        continue;
      }
      if (action.needed() == Passed.YES) {
        possibleCauses.add(action, usual.actions().get(i));
      } else {
        possibleCauses.perhapsNeeded(action, perhapsBrought(action, facts, evaluation));
      }
    }
    return possibleCauses.found.values().stream()
        .sorted(PossibleCause.MOST_PROBABLE_FIRST)
        .toList();
  }

  /// An action that is not allowed and that the call needed only if something was passed that is
  /// not recorded.
  private void perhapsNeeded(Evaluation.ActionTrial trial, PossibleCause.Strength perhaps) {
    CauseCode code = CertainCauses.also(trial);
    Gap gap = CompanionActions.gap(trial.action(), facts.caller());
    CertainCauses.ofAction(facts, trial).stream()
        .filter(cause -> cause.code() == code)
        .findFirst()
        .ifPresent(cause -> add(cause, perhaps, List.of(gap)));
  }

  /// Where nothing else is known to be against the call, tags in a token or assertion of a provider
  /// that documents them are more probable than a guardrail that nobody read. Assertions bring tags
  /// or a source identity: where neither is allowed, nothing tells which it was.
  private static PossibleCause.Strength perhapsBrought(
      Evaluation.ActionTrial action, Facts facts, Evaluation evaluation) {
    boolean saml = facts.caller() instanceof Caller.Saml;
    boolean documented =
        saml
            || (TokenTags.of(facts.caller()) == TokenTags.DOCUMENTED
                && action.action().equals("sts:TagSession"));
    if (!documented || evaluation.main().access().allowed().isFalse()) {
      return PossibleCause.Strength.UNLIKELY;
    }
    boolean alone =
        evaluation.actions().stream()
            .filter(
                other ->
                    !other.action().equals(action.action())
                        && !other.action().equals(evaluation.main().action()))
            .noneMatch(other -> other.access().allowed().isFalse());
    return !saml || alone ? PossibleCause.Strength.OPEN : PossibleCause.Strength.EVEN;
  }

  private void add(Evaluation.ActionTrial trial, Evaluation.ActionTrial usual) {
    trust(trial, usual);
    RelevantPolicies relevantPolicies = relevance(trial.access());
    RelevantPolicies usually = relevance(usual.access());
    Need identity = new Need(relevantPolicies.identity(), usually.identity());
    Need limits = new Need(relevantPolicies.limits(), usually.limits());
    ofType(trial, usual, PolicyType.IDENTITY_POLICY, identity);
    ofType(trial, usual, PolicyType.PERMISSIONS_BOUNDARY, limits);
    ofType(trial, usual, PolicyType.SESSION_POLICY, limits);
    ofType(trial, usual, PolicyType.SCP, Need.ALWAYS);
    ofType(trial, usual, PolicyType.RCP, Need.ALWAYS);
    ofType(trial, usual, PolicyType.VPC_ENDPOINT_POLICY, Need.ALWAYS);
  }

  /// Which of the caller's policies the call needs, or will need once the trust policy is mended.
  private RelevantPolicies relevance(Authorization authorization) {
    LayerResult trust = authorization.layer(PolicyType.TRUST_POLICY);
    return RelevantPolicies.of(
        facts,
        authorization,
        trust.allow().isFalse() ? StatementMismatch.of(trust, facts) : List.of());
  }

  private void trust(Evaluation.ActionTrial trial, Evaluation.ActionTrial usual) {
    LayerResult layer = trial.access().layer(PolicyType.TRUST_POLICY);
    denies(trial, usual, layer);
    if (layer.levels().isEmpty()) {
      return;
    }
    PolicyResult policy = layer.levels().getFirst().policies().getFirst();
    if (layer.allow().isFalse()) {
      StatementMismatch.of(policy, facts).stream()
          .findFirst()
          .filter(StatementMismatch::meets)
          .ifPresent(meant -> open(trial, usual, meant.result()));
    } else if (layer.allow().isUnknown()) {
      policy.statements().stream()
          .filter(result -> result.statement().allows() && result.applies().isUnknown())
          .forEach(result -> open(trial, usual, result));
    }
  }

  private void open(
      Evaluation.ActionTrial trial, Evaluation.ActionTrial usualTrial, StatementResult statement) {
    StatementResult usual =
        result(usualTrial, PolicyType.TRUST_POLICY, 0, 0)
            .statements()
            .get(statement.statement().index());
    Cause.StatementRef here = Causes.ref(statement.statement());
    Truth principal = statement.principal().truth();
    if (principal.isUnknown()) {
      Cause cause =
          Cause.in(
                  Causes.principal(facts, false),
                  trial.action(),
                  PolicyType.TRUST_POLICY,
                  "trust policy")
              .at(here)
              .near(PrincipalNearMiss.find(statement.statement(), facts));
      add(cause, ofPrincipal(), principal.gaps());
    }
    for (int c = 0; c < statement.conditions().size(); c++) {
      ConditionResult condition = statement.conditions().get(c);
      if (condition.truth().isUnknown()) {
        add(
            Causes.condition(facts, trial.action(), condition).at(here),
            ServiceSource.strength(facts, condition.condition())
                .orElse(strength(usual.conditions().get(c).truth())),
            condition.truth().gaps());
      }
    }
  }

  /// A SAML caller comes from the provider that the role trusts, as a rule: role and provider are
  /// configured as a pair.
  private PossibleCause.Strength ofPrincipal() {
    return facts.caller() instanceof Caller.Saml
        ? PossibleCause.Strength.UNLIKELY
        : PossibleCause.Strength.OPEN;
  }

  private static PossibleCause.Strength strength(Truth usuallyHolds) {
    return usuallyHolds.isFalse()
        ? PossibleCause.Strength.EXPECTED
        : usuallyHolds.isTrue() ? PossibleCause.Strength.UNLIKELY : PossibleCause.Strength.OPEN;
  }

  /// Whether the call needs a type of policy to allow it; explicit denies count in any case.
  private record Need(Truth known, Truth usually) {
    static final Need ALWAYS = new Need(Truth.TRUE, Truth.TRUE);
  }

  private void ofType(
      Evaluation.ActionTrial trial, Evaluation.ActionTrial usual, PolicyType type, Need need) {
    LayerResult layer = trial.access().layer(type);
    if (layer.layer() instanceof Layer.Unread(Gap gap)) {
      unread(trial, type, need, gap);
      return;
    }
    denies(trial, usual, layer);
    Truth missing = layer.allow().or(need.known().not());
    if (!missing.isUnknown()) {
      return;
    }
    if (type == PolicyType.IDENTITY_POLICY
        && layer.allow().isUnknown()
        && mfa(trial, usual, layer)) {
      return;
    }
    Cause cause = Cause.in(CertainCauses.notAllowed(facts, trial, type), trial.action(), type);
    PossibleCause.Strength strength =
        layer.layer() instanceof Layer.Read read && !read.missing().isEmpty()
            ? PossibleCause.Strength.UNREAD
            : strength(usual.access().layer(type).allow().or(need.usually().not()));
    if (type == PolicyType.IDENTITY_POLICY && layer.allow().isUnknown()) {
      permissions(layer, cause).forEach(open -> add(open, strength, missing.gaps()));
    } else {
      add(cause, strength, missing.gaps());
    }
  }

  /// The Allow whose conditions are open; `missing` itself where it is a policy that was not read.
  private List<Cause> permissions(LayerResult layer, Cause missing) {
    return missing.code() != CauseCode.IDENTITY_PERMISSION_MISSING
        ? List.of(missing)
        : PermissionMismatch.nearest(layer, facts)
            .filter(miss -> miss.result().applies().isUnknown() && miss.near().isEmpty())
            .map(miss -> miss.causes(missing, facts))
            .filter(causes -> !causes.isEmpty())
            .orElse(List.of(missing));
  }

  /// An Allow that is open in its MFA condition only asks for MFA. Whether there is one.
  private boolean mfa(
      Evaluation.ActionTrial trial, Evaluation.ActionTrial usual, LayerResult layer) {
    List<PolicyResult> policies = layer.levels().getFirst().policies();
    for (int p = 0; p < policies.size(); p++) {
      for (StatementResult statement : policies.get(p).statements()) {
        if (statement.applies().isUnknown() && CertainCauses.hangsOnMfaOnly(statement)) {
          Truth usually =
              result(usual, layer.type(), 0, p)
                  .statements()
                  .get(statement.statement().index())
                  .applies();
          add(
              CertainCauses.mfa(facts, trial, policies.get(p), statement),
              strength(usually),
              statement.applies().gaps());
          return true;
        }
      }
    }
    return false;
  }

  private void unread(Evaluation.ActionTrial trial, PolicyType type, Need need, Gap gap) {
    boolean rarelySet = type == PolicyType.SESSION_POLICY || type == PolicyType.VPC_ENDPOINT_POLICY;
    CauseCode code =
        need.known().isFalse()
            ? Causes.explicitDeny(type)
            : CertainCauses.notAllowed(facts, trial, type);
    add(
        Cause.in(code, facts.denial().call().action(), type),
        rarelySet ? PossibleCause.Strength.UNLIKELY : PossibleCause.Strength.UNREAD,
        List.of(gap));
  }

  private void denies(
      Evaluation.ActionTrial trial, Evaluation.ActionTrial usual, LayerResult layer) {
    for (int l = 0; l < layer.levels().size(); l++) {
      List<PolicyResult> policies = layer.levels().get(l).policies();
      for (int p = 0; p < policies.size(); p++) {
        List<StatementResult> statements = policies.get(p).statements();
        for (int s = 0; s < statements.size(); s++) {
          StatementResult statement = statements.get(s);
          if (!statement.statement().allows() && statement.applies().isUnknown()) {
            Truth usually = result(usual, layer.type(), l, p).statements().get(s).applies();
            add(
                Causes.deny(
                    facts,
                    facts.denial().call().action(),
                    layer.type(),
                    policies.get(p).policy().name(),
                    statement),
                strength(usually.not()),
                statement.applies().gaps());
          }
        }
      }
    }
    if (layer.layer() instanceof Layer.Read read
        && !read.missing().isEmpty()
        && layer.allow().isTrue()) {
      add(
          Cause.in(Causes.explicitDeny(layer.type()), trial.action(), layer.type()),
          PossibleCause.Strength.UNREAD,
          read.missing());
    }
  }

  private static PolicyResult result(
      Evaluation.ActionTrial trial, PolicyType type, int level, int policy) {
    return trial.access().layer(type).levels().get(level).policies().get(policy);
  }

  private void add(Cause cause, PossibleCause.Strength strength, List<Gap> gaps) {
    found.putIfAbsent(cause, new PossibleCause(cause, strength, new ArrayList<>(gaps)));
  }
}
