package dev.rolecall.diagnosis;

import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.policy.AccessRequest;
import dev.rolecall.policy.Authorization;
import dev.rolecall.policy.Layer;
import dev.rolecall.policy.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The call judged: the AssumeRole action itself, and the actions that what was passed along needs
/// besides.
///
/// @param actions the call's own action first
record Evaluation(List<ActionTrial> actions) {

  /// One action judged.
  ///
  /// @param needed whether the call needed it
  record ActionTrial(String action, Passed needed, Authorization access) {}

  /// Judges the call by `layers` in `context`.
  static Evaluation of(Facts facts, Map<PolicyType, Layer> layers, RequestContext context) {
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
  ActionTrial main() {
    return actions.getFirst();
  }

  /// Whether the call is allowed as a whole.
  Truth allowed() {
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
