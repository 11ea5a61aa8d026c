package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.diagnosis.evaluation.CompanionActions;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.mismatch.Causes;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Fix.RequestMust;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.condition.ConditionSolver;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What the caller has to send so that conditions are met. Only what a request can have is asked
/// for: a demand that no caller can meet is not made.
///
/// @param context the request as it then is
/// @param musts what has to hold of it
public record Demands(RequestContext context, List<RequestMust> musts) {

  private static final String TAG = "aws:requesttag/";

  /// Nothing is asked for.
  static Demands none(RequestContext context) {
    return new Demands(context, List.of());
  }

  public Demands {
    musts = List.copyOf(musts);
  }

  /// What is known, had the call been as demanded.
  Facts applyTo(Facts facts) {
    return facts.passing(passesTags(), passesSourceIdentity(), context);
  }

  /// What meets the conditions that `causes` are about; empty when one of them cannot be met.
  ///
  /// @param layers with the policies that have the conditions
  /// @param context the request before
  static Optional<Demands> of(
      Facts facts, Map<PolicyType, Layer> layers, List<Cause> causes, RequestContext context) {
    Set<RequestMust> musts = new LinkedHashSet<>();
    RequestContext now = context;
    for (Cause cause : causes) {
      RequestContext before = now;
      Optional<Demands> met =
          statement(layers, cause).flatMap(statement -> meet(facts, cause, statement, before));
      if (met.isEmpty()) {
        return Optional.empty();
      }
      now = met.get().context();
      musts.addAll(met.get().musts());
    }
    return Optional.of(new Demands(now, List.copyOf(musts)));
  }

  /// Whether no request of this caller can meet the condition of a cause: the policy has to change.
  public static boolean isOutOfReach(Facts facts, Map<PolicyType, Layer> layers, Cause cause) {
    return FixTarget.of(cause) == FixTarget.REQUEST
        && statement(layers, cause)
            .filter(statement -> meet(facts, cause, statement, facts.context()).isEmpty())
            .isPresent();
  }

  private static Optional<Demands> meet(
      Facts facts, Cause cause, Statement statement, RequestContext context) {
    SettableKeys settableKeys = new SettableKeys(facts.caller(), context);
    if (cause.code() == CauseCode.MFA_REQUIRED) {
      return mfa(cause, statement, context, settableKeys);
    }
    List<Condition> conditions = onKey(cause, statement);
    if (conditions.isEmpty() || !statement.allows()) {
      return Optional.empty();
    }
    String key = conditions.getFirst().key();
    return ConditionSolver.state(
            conditions, context, settableKeys.of(conditions.getFirst().lowerCaseKey()))
        .map(
            state ->
                new Demands(
                    withKey(context, key, state),
                    conditions.stream().map(condition -> must(condition, context)).toList()));
  }

  /// Whether session tags are passed then, which needs `sts:TagSession`.
  boolean passesTags() {
    return sends(CompanionActions::isOfTags);
  }

  /// Whether a source identity is passed then, which needs `sts:SetSourceIdentity`.
  boolean passesSourceIdentity() {
    return sends("sts:sourceidentity"::equals);
  }

  private boolean sends(Predicate<String> lowerCaseKey) {
    return musts.stream()
        .map(must -> must.key().toLowerCase(Locale.ROOT))
        .filter(lowerCaseKey)
        .anyMatch(key -> context.get(key) instanceof KeyState.Present);
  }

  /// Whether something has to hold of a key, which is given in lower case.
  boolean asksFor(String key) {
    return musts.stream().anyMatch(must -> must.key().equalsIgnoreCase(key));
  }

  /// A call that brings no MFA has no age of it either, and one that brings a tag lists its key.
  private static RequestContext withKey(RequestContext context, String name, KeyState state) {
    String key = name.toLowerCase(Locale.ROOT);
    RequestContext with = context.with(key, state);
    if (key.startsWith(TAG) && state instanceof KeyState.Present) {
      Set<String> keys = new LinkedHashSet<>();
      if (context.get("aws:TagKeys") instanceof KeyState.Present(List<String> sent)) {
        keys.addAll(sent);
      }
      keys.add(name.substring(TAG.length()));
      with = with.with("aws:TagKeys", new KeyState.Present(List.copyOf(keys)));
    }
    boolean without = key.equals(Causes.MFA) && !state.equals(KeyState.present("true"));
    return without ? with.with(Causes.MFA_AGE, KeyState.ABSENT) : with;
  }

  /// All conditions of the statement on the key that the cause is about.
  private static List<Condition> onKey(Cause cause, Statement statement) {
    return statement.conditions().stream()
        .filter(condition -> cause.isOn(condition.key()))
        .toList();
  }

  private static RequestMust must(Condition condition, RequestContext context) {
    return new RequestMust(
        condition.key(),
        condition.operator(),
        condition.values().stream()
            .flatMap(value -> ConditionSolver.resolved(value, context).stream())
            .toList());
  }

  /// MFA sets two keys at once. A Deny that is there to enforce it is told as what it enforces.
  private static Optional<Demands> mfa(
      Cause cause, Statement statement, RequestContext context, SettableKeys settableKeys) {
    if (!settableKeys.of(Causes.MFA).test(KeyState.present("true"))) {
      return Optional.empty();
    }
    return Optional.of(
        new Demands(
            Causes.withMfa(context),
            onKey(cause, statement).stream()
                .map(condition -> mfa(condition, statement.allows(), context))
                .distinct()
                .toList()));
  }

  private static RequestMust mfa(Condition condition, boolean allows, RequestContext context) {
    Comparison comparison = condition.operator().comparison();
    return comparison
        .upperBound()
        .map(
            upper ->
                allows || upper == comparison
                    ? must(condition, context)
                    : new RequestMust(
                        condition.key(), ConditionOperator.of(upper), condition.values()))
        .orElse(
            new RequestMust(
                "aws:MultiFactorAuthPresent",
                ConditionOperator.of(Comparison.BOOL),
                List.of("true")));
  }

  /// The statement that a cause is about, where its policy was read.
  private static Optional<Statement> statement(Map<PolicyType, Layer> layers, Cause cause) {
    return cause.policyType().map(layers::get).stream()
        .flatMap(Layer::policies)
        .flatMap(policy -> cause.statementIn(policy).stream())
        .findFirst();
  }
}
