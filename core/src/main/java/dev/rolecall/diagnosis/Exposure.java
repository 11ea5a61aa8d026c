package dev.rolecall.diagnosis;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.evaluation.PolicyLayers;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.iam.evaluation.Layer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Tells whether it is up to a caller's own account whether it gets in.
public final class Exposure {

  private static final List<PolicyType> OF_CALLER =
      List.of(PolicyType.IDENTITY_POLICY, PolicyType.PERMISSIONS_BOUNDARY, PolicyType.SCP);

  private Exposure() {}

  /// Whether `call` comes from another account and is allowed if the policies of that account that
  /// could not be read allow it. The owner of that account can see to that.
  ///
  /// @param call that was not made yet, with its role
  public static boolean isUpToCaller(Denial call, Evidence evidence) {
    Facts facts = Facts.gather(call, evidence);
    if (facts.sameAccount() || facts.role() instanceof Lookup.Absent) {
      return false;
    }
    Map<PolicyType, Layer> layers = new EnumMap<>(PolicyLayers.of(facts, false));
    for (PolicyType type : OF_CALLER) {
      layers.computeIfPresent(
          type, (_, layer) -> layer instanceof Layer.Unread ? new Layer.NotApplicable() : layer);
    }
    return Evaluation.of(facts, layers, facts.context()).allowed().isTrue();
  }
}
