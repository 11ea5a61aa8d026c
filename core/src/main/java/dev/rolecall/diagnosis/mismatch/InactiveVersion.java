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

/// A version of one of the caller's managed policies that would allow the call and is not the
/// default version.
///
/// @param current what the default version says
/// @param id of the version that would allow: `v2`
public record InactiveVersion(PolicyResult current, String id) {

  public static Optional<InactiveVersion> find(
      LayerResult layer, AccessRequest request, Facts facts) {
    return layer
        .policies()
        .filter(policy -> policy.policy().name().startsWith("arn:"))
        .flatMap(
            policy ->
                facts.callers().inactiveVersions(policy.policy().name()).stream()
                    .filter(version -> allows(policy.policy(), version, request))
                    .map(version -> new InactiveVersion(policy, version.id())))
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

  /// `missing` with this policy, and the statement of its default version that comes nearest.
  public Cause in(Cause missing, Facts facts) {
    Cause here =
        missing
            .in(current.policy().name())
            .near(Optional.of(new NearMiss(Kind.INACTIVE_VERSION, id)));
    return PermissionMismatch.nearest(current, facts)
        .map(miss -> here.at(miss.result().statement()))
        .orElse(here);
  }
}
