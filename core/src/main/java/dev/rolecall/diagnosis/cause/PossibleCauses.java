package dev.rolecall.diagnosis.cause;

import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.cause.PossibleCause.Strength;
import dev.rolecall.diagnosis.evaluation.CompanionActions;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Evaluation.ActionTrial;
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
import dev.rolecall.iam.evaluation.LayerResult.Located;
import dev.rolecall.iam.evaluation.StatementResult;
import dev.rolecall.iam.evaluation.StatementResult.ConditionResult;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.provider.TokenTags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is unknown and may be what denies the call.
///
/// The call is evaluated twice: as it is known, and as such calls usually are. What is unknown in
/// the first and fails in the second is the first to be suspected.
public final class PossibleCauses {

  private final Facts facts;
  private final ActionTrial trial;
  private final ActionTrial usual;
  private final Map<Cause, PossibleCause> found;

  private PossibleCauses(
      Facts facts, ActionTrial trial, ActionTrial usual, Map<Cause, PossibleCause> found) {
    this.facts = facts;
    this.trial = trial;
    this.usual = usual;
    this.found = found;
  }

  /// All suspects, the most probable first.
  ///
  /// @param usual the same call, evaluated as such calls usually are
  public static List<PossibleCause> of(Facts facts, Evaluation evaluation, Evaluation usual) {
    Map<Cause, PossibleCause> found = new LinkedHashMap<>();
    for (int i = 0; i < evaluation.actions().size(); i++) {
      ActionTrial trial = evaluation.actions().get(i);
      PossibleCauses ofAction = new PossibleCauses(facts, trial, usual.actions().get(i), found);
      if (trial.access().allowed().isTrue()) {
        continue;
      }
      if (trial.needed() == Passed.YES) {
        ofAction.needed();
      } else {
        ofAction.perhapsNeeded(evaluation);
      }
    }
    return found.values().stream().sorted(PossibleCause.MOST_PROBABLE_FIRST).toList();
  }

  /// An action that is not allowed and that the call needed only if something was passed that is
  /// not recorded.
  private void perhapsNeeded(Evaluation evaluation) {
    CertainCauses.ofAction(facts, trial).stream()
        .filter(cause -> cause.code() == CertainCauses.also(trial))
        .findFirst()
        .ifPresent(
            cause ->
                add(
                    cause,
                    perhapsBrought(evaluation),
                    List.of(CompanionActions.gap(trial.action(), facts.caller()))));
  }

  /// Where nothing else is known to be against the call, tags in a token or assertion of a provider
  /// that documents them are more probable than a guardrail that was not read. Assertions bring
  /// tags or a source identity: where neither is allowed, nothing tells which it was.
  private Strength perhapsBrought(Evaluation evaluation) {
    boolean saml = facts.caller() instanceof Saml;
    boolean documented =
        saml
            || (TokenTags.of(facts.caller()) == TokenTags.DOCUMENTED
                && trial.action().equals(CompanionActions.TAG_SESSION));
    if (!documented || evaluation.main().access().allowed().isFalse()) {
      return Strength.UNLIKELY;
    }
    boolean alone =
        evaluation.actions().stream()
            .filter(other -> other.isCompanion() && !other.action().equals(trial.action()))
            .noneMatch(other -> other.access().allowed().isFalse());
    return !saml || alone ? Strength.OPEN : Strength.EVEN;
  }

  private void needed() {
    trust();
    RelevantPolicies known = relevance(trial.access());
    RelevantPolicies usually = relevance(usual.access());
    ofType(PolicyType.IDENTITY_POLICY, known.identity(), usually.identity());
    ofType(PolicyType.PERMISSIONS_BOUNDARY, known.limits(), usually.limits());
    ofType(PolicyType.SESSION_POLICY, known.limits(), usually.limits());
    ofType(PolicyType.SCP, Truth.TRUE, Truth.TRUE);
    ofType(PolicyType.RCP, Truth.TRUE, Truth.TRUE);
    ofType(PolicyType.VPC_ENDPOINT_POLICY, Truth.TRUE, Truth.TRUE);
  }

  /// Which of the caller's policies the call needs, or will need once the trust policy is fixed.
  private RelevantPolicies relevance(Authorization authorization) {
    LayerResult trust = authorization.layer(PolicyType.TRUST_POLICY);
    return RelevantPolicies.of(
        facts,
        authorization,
        trust.allow().isFalse() ? StatementMismatch.meant(trust, facts) : Optional.empty());
  }

  private void trust() {
    LayerResult layer = trial.layer(PolicyType.TRUST_POLICY);
    List<StatementResult> usually = usually(PolicyType.TRUST_POLICY);
    denies(layer);
    if (layer.allow().isFalse()) {
      StatementMismatch.meant(layer, facts)
          .filter(StatementMismatch::meets)
          .ifPresent(meant -> open(meant.result(), usually));
    } else if (layer.allow().isUnknown()) {
      layer
          .statements()
          .map(Located::result)
          .filter(result -> result.statement().allows() && result.applies().isUnknown())
          .forEach(result -> open(result, usually));
    }
  }

  /// @param usual how the statements of the trust policy answer such calls usually
  private void open(StatementResult result, List<StatementResult> usual) {
    Statement statement = result.statement();
    StatementResult usually = usual.get(statement.index());
    Truth principal = result.principal().truth();
    if (principal.isUnknown()) {
      // role and SAML provider are configured as a pair: a caller comes from the one that is
      // trusted
      add(
          Cause.inTrust(Causes.principal(facts, false), trial.action())
              .at(statement)
              .near(PrincipalNearMiss.find(statement, facts)),
          facts.caller() instanceof Saml ? Strength.UNLIKELY : Strength.OPEN,
          principal.gaps());
    }
    for (int c = 0; c < result.conditions().size(); c++) {
      ConditionResult condition = result.conditions().get(c);
      if (condition.truth().isUnknown()) {
        add(
            Causes.condition(facts, trial.action(), condition).at(statement),
            ServiceSource.strength(facts, condition.condition())
                .orElse(strength(usually.conditions().get(c).truth())),
            condition.truth().gaps());
      }
    }
  }

  private static Strength strength(Truth usuallyHolds) {
    return usuallyHolds.isFalse()
        ? Strength.EXPECTED
        : usuallyHolds.isTrue() ? Strength.UNLIKELY : Strength.OPEN;
  }

  /// @param needed whether the call needs this type of policy to allow it; explicit denies count in
  ///   any case
  /// @param usually whether such calls usually need it
  private void ofType(PolicyType type, Truth needed, Truth usually) {
    LayerResult layer = trial.layer(type);
    if (layer.layer() instanceof Layer.Unread(Gap gap)) {
      unread(type, needed, gap);
      return;
    }
    denies(layer);
    Truth allow = layer.allow();
    Truth missing = allow.or(needed.not());
    boolean openPermission = type == PolicyType.IDENTITY_POLICY && allow.isUnknown();
    if (!missing.isUnknown() || (openPermission && mfa(layer))) {
      return;
    }
    Cause cause = Cause.in(CertainCauses.notAllowed(trial, type), trial.action(), type);
    Strength strength =
        layer.layer() instanceof Layer.Read read && !read.missing().isEmpty()
            ? Strength.UNREAD
            : strength(usual.layer(type).allow().or(usually.not()));
    (openPermission ? permissions(layer, cause) : List.of(cause))
        .forEach(open -> add(open, strength, missing.gaps()));
  }

  /// The Allow whose conditions are open; `missing` itself where it is a policy that was not read.
  private List<Cause> permissions(LayerResult layer, Cause missing) {
    return missing.code() != CauseCode.IDENTITY_PERMISSION_MISSING
        ? List.of(missing)
        : PermissionMismatch.nearest(layer.statements(), facts)
            .filter(miss -> miss.at().result().applies().isUnknown() && miss.near().isEmpty())
            .map(miss -> miss.causes(missing, facts))
            .filter(causes -> !causes.isEmpty())
            .orElse(List.of(missing));
  }

  /// An Allow that is open in its MFA condition only asks for MFA. Whether there is one.
  private boolean mfa(LayerResult layer) {
    List<Located> statements = layer.statements().toList();
    for (int i = 0; i < statements.size(); i++) {
      Located at = statements.get(i);
      Truth applies = at.result().applies();
      if (applies.isUnknown() && CertainCauses.hangsOnMfaOnly(at.result())) {
        Truth usually = usually(layer.type()).get(i).applies();
        add(CertainCauses.mfa(facts, trial, at), strength(usually), applies.gaps());
        return true;
      }
    }
    return false;
  }

  private void unread(PolicyType type, Truth needed, Gap gap) {
    boolean rarelySet = type == PolicyType.SESSION_POLICY || type == PolicyType.VPC_ENDPOINT_POLICY;
    boolean isSet = rarelySet && facts.aws().filter(aws -> aws.tookPart(type)).isPresent();
    CauseCode code =
        needed.isFalse() ? Causes.explicitDeny(type) : CertainCauses.notAllowed(trial, type);
    add(
        Cause.in(code, facts.denial().call().action(), type),
        isSet ? Strength.OPEN : rarelySet ? Strength.UNLIKELY : Strength.UNREAD,
        List.of(gap));
  }

  private void denies(LayerResult layer) {
    List<Located> statements = layer.statements().toList();
    List<StatementResult> usually = usually(layer.type());
    for (int i = 0; i < statements.size(); i++) {
      StatementResult result = statements.get(i).result();
      if (!result.statement().allows() && result.applies().isUnknown()) {
        add(
            Causes.deny(facts, layer.type(), statements.get(i)),
            strength(usually.get(i).applies().not()),
            result.applies().gaps());
      }
    }
    if (layer.layer() instanceof Layer.Read read
        && !read.missing().isEmpty()
        && layer.allow().isTrue()) {
      add(
          Cause.in(Causes.explicitDeny(layer.type()), trial.action(), layer.type()),
          Strength.UNREAD,
          read.missing());
    }
  }

  /// How the statements of a type answer such calls usually, in their order.
  private List<StatementResult> usually(PolicyType type) {
    return usual.layer(type).statements().map(Located::result).toList();
  }

  private void add(Cause cause, Strength strength, List<Gap> gaps) {
    found.putIfAbsent(cause, new PossibleCause(cause, strength, gaps));
  }
}
