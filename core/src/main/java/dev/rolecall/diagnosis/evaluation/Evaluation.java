package dev.rolecall.diagnosis.evaluation;

import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.AccessRequest;
import dev.rolecall.iam.evaluation.Authorization;
import dev.rolecall.iam.evaluation.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The call judged: the AssumeRole action itself, and the actions that what was passed along needs
/// besides.
///
/// @param actions the call's own action first
public record Evaluation(List<ActionTrial> actions) {

  /// One action judged.
  ///
  /// @param needed whether the call needed it
  public record ActionTrial(String action, Passed needed, Authorization access) {}

  /// Judges the call by `layers` in `context`.
  public static Evaluation of(Facts facts, Map<PolicyType, Layer> layers, RequestContext context) {
    AccessRequest request =
        new AccessRequest(
            facts.denial().call().action(),
            facts.target().toString(),
            facts.caller(),
            context,
            facts.sameAccount());
    List<ActionTrial> actions = new ArrayList<>(3);
    actions.add(new ActionTrial(request.action(), Passed.YES, Authorization.of(request, layers)));
    also(actions, "sts:TagSession", facts.denial().sessionTags(), request, layers);
    also(actions, "sts:SetSourceIdentity", facts.denial().sourceIdentity(), request, layers);
    return new Evaluation(actions);
  }

  private static void also(
      List<ActionTrial> actions,
      String action,
      Passed needed,
      AccessRequest request,
      Map<PolicyType, Layer> layers) {
    if (needed != Passed.NO) {
      actions.add(
          new ActionTrial(action, needed, Authorization.of(request.withAction(action), layers)));
    }
  }

  /// The AssumeRole action itself.
  public ActionTrial main() {
    return actions.getFirst();
  }

  /// Whether the call is allowed as a whole.
  public Truth allowed() {
    Truth all = Truth.TRUE;
    for (ActionTrial trial : actions) {
      Truth allowed = trial.access().allowed();
      all = all.and(trial.needed() == Passed.UNKNOWN ? allowed.or(notNeeded(trial)) : allowed);
    }
    return all;
  }

  private static Truth notNeeded(ActionTrial trial) {
    return Truth.unknown(CompanionActions.gap(trial.action(), trial.access().request().caller()));
  }
}
