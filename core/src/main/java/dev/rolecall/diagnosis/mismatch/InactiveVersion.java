package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.diagnosis.result.NearMiss.Kind;
import dev.rolecall.evidence.PolicyVersion;
import dev.rolecall.iam.evaluation.AccessRequest;
import dev.rolecall.iam.evaluation.LayerResult;
import dev.rolecall.iam.evaluation.PolicyResult;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.Optional;

/// Finds a version of one of the caller's managed policies that would allow the call and is not the
/// default version.
public final class InactiveVersion {

  private InactiveVersion() {}

  /// `missing` with that policy, and the statement of its default version that comes nearest.
  public static Optional<Cause> find(
      Cause missing, LayerResult layer, AccessRequest request, Facts facts) {
    return layer
        .policies()
        .filter(current -> current.policy().name().startsWith("arn:"))
        .flatMap(
            current ->
                facts.callers().inactiveVersions(current.policy().name()).stream()
                    .filter(version -> allows(current.policy(), version, request))
                    .map(version -> cause(missing, current, version.id(), facts)))
        .findFirst();
  }

  private static boolean allows(NamedPolicy policy, PolicyVersion version, AccessRequest request) {
    return version
        .document()
        .found()
        .map(document -> new NamedPolicy(policy.name(), policy.attachedTo(), document))
        .filter(it -> PolicyResult.of(it, request).allow(PrincipalMatchKind.ANY).isTrue())
        .isPresent();
  }

  private static Cause cause(Cause missing, PolicyResult current, String version, Facts facts) {
    Cause here =
        missing
            .in(current.policy().name())
            .near(Optional.of(new NearMiss(Kind.INACTIVE_VERSION, version)));
    return PermissionMismatch.nearest(current.located(), facts)
        .map(miss -> here.at(miss.at().result().statement()))
        .orElse(here);
  }
}
