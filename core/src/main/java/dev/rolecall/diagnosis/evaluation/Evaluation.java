package dev.rolecall.diagnosis.evaluation;

import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.AccessRequest;
import dev.rolecall.iam.evaluation.Authorization;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.evaluation.LayerResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The call evaluated: the AssumeRole action itself, and the actions that what was passed along
/// needs besides.
///
/// @param actions the call's own action first
public record Evaluation(List<ActionTrial> actions) {

  /// One action evaluated.
  ///
  /// @param needed whether the call needed it
  public record ActionTrial(String action, Passed needed, Authorization access) {

    /// What the policies of a type say of the action.
    public LayerResult layer(PolicyType type) {
      return access.layer(type);
    }

    /// Whether it is needed in addition to AssumeRole.
    public boolean isCompanion() {
      return action.equals(CompanionActions.TAG_SESSION)
          || action.equals(CompanionActions.SET_SOURCE_IDENTITY);
    }
  }

  /// Evaluates the call by `layers` in `context`.
  public static Evaluation of(Facts facts, Map<PolicyType, Layer> layers, RequestContext context) {
    Authorization access =
        Authorization.of(
            new AccessRequest(
                facts.denial().call().action(),
                facts.target().toString(),
                facts.caller(),
                context,
                facts.sameAccount()),
            layers);
    return new Evaluation(
        CompanionActions.of(facts.denial()).entrySet().stream()
            .filter(need -> need.getValue() != Passed.NO)
            .map(
                need ->
                    new ActionTrial(
                        need.getKey(),
                        need.getValue(),
                        need.getKey().equals(access.request().action())
                            ? access
                            : access.withAction(need.getKey())))
            .toList());
  }

  /// The call as such calls usually are: what is unknown is evaluated again, with what unknown keys
  /// usually carry.
  public Evaluation usual() {
    return new Evaluation(
        actions.stream()
            .map(
                trial ->
                    new ActionTrial(
                        trial.action(),
                        trial.needed(),
                        trial.access().knowing(trial.access().request().context().usual())))
            .toList());
  }

  /// The condition keys, in lower case, that the answer depends on.
  public Set<String> keys(Map<PolicyType, Layer> layers) {
    return PolicyKeys.of(
        layers, actions.stream().map(ActionTrial::action).collect(Collectors.toSet()));
  }

  /// The AssumeRole action itself.
  public ActionTrial main() {
    return actions.getFirst();
  }

  /// The action of this name; AssumeRole where the call does not need such an action.
  public ActionTrial trial(String action) {
    return actions.stream().filter(it -> it.action().equals(action)).findFirst().orElse(main());
  }

  /// Whether the call is allowed as a whole.
  public Truth allowed() {
    return actions.stream().map(Evaluation::allowed).reduce(Truth.TRUE, Truth::and);
  }

  private static Truth allowed(ActionTrial trial) {
    Truth allowed = trial.access().allowed();
    return trial.needed() == Passed.UNKNOWN
        ? allowed.or(
            Truth.unknown(CompanionActions.gap(trial.action(), trial.access().request().caller())))
        : allowed;
  }
}
