package dev.rolecall.diagnosis;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.policy.Access;
import dev.rolecall.policy.Layer;
import dev.rolecall.policy.LayerResult;
import dev.rolecall.policy.PolicyResult;
import dev.rolecall.policy.StatementResult;
import dev.rolecall.policy.StatementResult.ConditionResult;
import dev.rolecall.policy.Truth;
import dev.rolecall.provider.TokenTags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is unknown and may be what denies the call.
///
/// The call is judged twice: as it is known, and as such calls usually are. What is unknown in the
/// first and fails in the second is the first to be suspected.
final class Suspects {

  private final Facts facts;
  private final Map<Cause, Suspect> found = new LinkedHashMap<>();

  private Suspects(Facts facts) {
    this.facts = facts;
  }

  /// All suspects, the most probable first.
  ///
  /// @param usual the same call, judged as such calls usually are
  static List<Suspect> of(Facts facts, Trial trial, Trial usual) {
    Suspects suspects = new Suspects(facts);
    for (int i = 0; i < trial.actions().size(); i++) {
      Trial.ActionTrial action = trial.actions().get(i);
      if (action.access().allowed().isTrue()) {
        continue;
      }
      if (action.needed() == Passed.YES) {
        suspects.add(action, usual.actions().get(i));
      } else {
        suspects.perhapsNeeded(action, perhapsBrought(action, facts, trial));
      }
    }
    return suspects.found.values().stream().sorted(Suspect.MOST_PROBABLE_FIRST).toList();
  }

  /// An action that is not allowed and that the call needed only if something was passed that is
  /// not recorded.
  private void perhapsNeeded(Trial.ActionTrial trial, Suspect.Strength perhaps) {
    CauseCode code = Blockers.also(trial);
    Gap gap = Besides.gap(trial.action(), facts.caller());
    Blockers.ofAction(facts, trial).stream()
        .filter(cause -> cause.code() == code)
        .findFirst()
        .ifPresent(cause -> add(cause, perhaps, List.of(gap)));
  }

  /// Where nothing else is known to be against the call, tags in a token or assertion of a provider
  /// that documents them are more probable than a guardrail that nobody read. Assertions bring tags
  /// or a source identity: where neither is allowed, nothing tells which it was.
  private static Suspect.Strength perhapsBrought(
      Trial.ActionTrial action, Facts facts, Trial trial) {
    boolean saml = facts.caller() instanceof Caller.Saml;
    boolean documented =
        saml
            || (TokenTags.of(facts.caller()) == TokenTags.DOCUMENTED
                && action.action().equals("sts:TagSession"));
    if (!documented || trial.main().access().allowed().isFalse()) {
      return Suspect.Strength.UNLIKELY;
    }
    boolean alone =
        trial.actions().stream()
            .filter(
                other ->
                    !other.action().equals(action.action())
                        && !other.action().equals(trial.main().action()))
            .noneMatch(other -> other.access().allowed().isFalse());
    return !saml || alone ? Suspect.Strength.OPEN : Suspect.Strength.EVEN;
  }

  private void add(Trial.ActionTrial trial, Trial.ActionTrial usual) {
    trust(trial, usual);
    Relevance relevance = relevance(trial.access());
    Relevance usually = relevance(usual.access());
    Need identity = new Need(relevance.identity(), usually.identity());
    Need limits = new Need(relevance.limits(), usually.limits());
    ofType(trial, usual, PolicyType.IDENTITY_POLICY, identity);
    ofType(trial, usual, PolicyType.PERMISSIONS_BOUNDARY, limits);
    ofType(trial, usual, PolicyType.SESSION_POLICY, limits);
    ofType(trial, usual, PolicyType.SCP, Need.ALWAYS);
    ofType(trial, usual, PolicyType.RCP, Need.ALWAYS);
    ofType(trial, usual, PolicyType.VPC_ENDPOINT_POLICY, Need.ALWAYS);
  }

  /// Which of the caller's policies the call needs, or will need once the trust policy is mended.
  private Relevance relevance(Access access) {
    LayerResult trust = access.layer(PolicyType.TRUST_POLICY);
    return Relevance.of(facts, access, trust.allow().isFalse() ? Miss.of(trust, facts) : List.of());
  }

  private void trust(Trial.ActionTrial trial, Trial.ActionTrial usual) {
    LayerResult layer = trial.access().layer(PolicyType.TRUST_POLICY);
    denies(trial, usual, layer);
    if (layer.levels().isEmpty()) {
      return;
    }
    PolicyResult policy = layer.levels().getFirst().policies().getFirst();
    if (layer.allow().isFalse()) {
      Miss.of(policy, facts).stream()
          .findFirst()
          .filter(Miss::meets)
          .ifPresent(meant -> open(trial, usual, meant.result()));
    } else if (layer.allow().isUnknown()) {
      policy.statements().stream()
          .filter(result -> result.statement().allows() && result.applies().isUnknown())
          .forEach(result -> open(trial, usual, result));
    }
  }

  private void open(
      Trial.ActionTrial trial, Trial.ActionTrial usualTrial, StatementResult statement) {
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
  private Suspect.Strength ofPrincipal() {
    return facts.caller() instanceof Caller.Saml
        ? Suspect.Strength.UNLIKELY
        : Suspect.Strength.OPEN;
  }

  private static Suspect.Strength strength(Truth usuallyHolds) {
    return usuallyHolds.isFalse()
        ? Suspect.Strength.EXPECTED
        : usuallyHolds.isTrue() ? Suspect.Strength.UNLIKELY : Suspect.Strength.OPEN;
  }

  /// Whether the call needs a type of policy to allow it; explicit denies count in any case.
  private record Need(Truth known, Truth usually) {
    static final Need ALWAYS = new Need(Truth.TRUE, Truth.TRUE);
  }

  private void ofType(
      Trial.ActionTrial trial, Trial.ActionTrial usual, PolicyType type, Need need) {
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
    Cause cause = Cause.in(Blockers.notAllowed(facts, trial, type), trial.action(), type);
    Suspect.Strength strength =
        layer.layer() instanceof Layer.Read read && !read.missing().isEmpty()
            ? Suspect.Strength.UNREAD
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
        : PermissionMiss.nearest(layer, facts)
            .filter(miss -> miss.result().applies().isUnknown() && miss.near().isEmpty())
            .map(miss -> miss.causes(missing, facts))
            .filter(causes -> !causes.isEmpty())
            .orElse(List.of(missing));
  }

  /// An Allow that is open in its MFA condition only asks for MFA. Whether there is one.
  private boolean mfa(Trial.ActionTrial trial, Trial.ActionTrial usual, LayerResult layer) {
    List<PolicyResult> policies = layer.levels().getFirst().policies();
    for (int p = 0; p < policies.size(); p++) {
      for (StatementResult statement : policies.get(p).statements()) {
        if (statement.applies().isUnknown() && Blockers.hangsOnMfaOnly(statement)) {
          Truth usually =
              result(usual, layer.type(), 0, p)
                  .statements()
                  .get(statement.statement().index())
                  .applies();
          add(
              Blockers.mfa(facts, trial, policies.get(p), statement),
              strength(usually),
              statement.applies().gaps());
          return true;
        }
      }
    }
    return false;
  }

  private void unread(Trial.ActionTrial trial, PolicyType type, Need need, Gap gap) {
    boolean rarelySet = type == PolicyType.SESSION_POLICY || type == PolicyType.VPC_ENDPOINT_POLICY;
    CauseCode code =
        need.known().isFalse()
            ? Causes.explicitDeny(type)
            : Blockers.notAllowed(facts, trial, type);
    add(
        Cause.in(code, facts.denial().call().action(), type),
        rarelySet ? Suspect.Strength.UNLIKELY : Suspect.Strength.UNREAD,
        List.of(gap));
  }

  private void denies(Trial.ActionTrial trial, Trial.ActionTrial usual, LayerResult layer) {
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
          Suspect.Strength.UNREAD,
          read.missing());
    }
  }

  private static PolicyResult result(
      Trial.ActionTrial trial, PolicyType type, int level, int policy) {
    return trial.access().layer(type).levels().get(level).policies().get(policy);
  }

  private void add(Cause cause, Suspect.Strength strength, List<Gap> gaps) {
    found.putIfAbsent(cause, new Suspect(cause, strength, new ArrayList<>(gaps)));
  }
}
