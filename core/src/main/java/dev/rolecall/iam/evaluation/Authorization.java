package dev.rolecall.iam.evaluation;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.DocumentationGap;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// How IAM combines all layers for one action of one call.
///
/// A call passes when no layer denies, every SCP level and the VPC endpoint policy allow, and it is
/// granted:
///
/// | caller | trust policy matches by | then also needed |
/// |---|---|---|
/// | federated, service | provider, service, everyone | nothing |
/// | other account | anything | identity-based policy, boundary, session policy |
/// | same account | user or session ARN | nothing |
/// | same account | role ARN | boundary, session policy |
/// | same account | everyone | nothing for certain; whether boundary and session policy limit it is not documented |
/// | same account | account | identity-based policy, boundary, session policy |
/// | of unknown account | anything | what both say, same account and other account |
///
/// [Policy evaluation
/// logic](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html)
public record Authorization(AccessRequest request, Map<PolicyType, LayerResult> layers) {

  private static final Set<PrincipalMatchKind> ALONE =
      EnumSet.of(PrincipalMatchKind.USER, PrincipalMatchKind.SESSION);
  private static final Set<PrincipalMatchKind> ROLE = EnumSet.of(PrincipalMatchKind.ROLE);
  private static final Set<PrincipalMatchKind> EVERYONE = EnumSet.of(PrincipalMatchKind.EVERYONE);
  private static final Set<PrincipalMatchKind> ACCOUNT = EnumSet.of(PrincipalMatchKind.ACCOUNT);
  private static final Set<PrincipalMatchKind> OUTSIDE =
      EnumSet.of(PrincipalMatchKind.SERVICE, PrincipalMatchKind.FEDERATED);

  private static final Gap WHICH_ACCOUNT = RecordGap.CALLER_ACCOUNT.gap();

  /// Whether boundary and session policy limit a grant to everyone in the same account.
  public static final Truth UNDOCUMENTED = Truth.unknown(DocumentationGap.GRANT_TO_EVERYONE.gap());

  /// Judges `request` by `layers`; a type that is not given takes no part.
  public static Authorization of(AccessRequest request, Map<PolicyType, Layer> layers) {
    Map<PolicyType, LayerResult> results = new EnumMap<>(PolicyType.class);
    for (PolicyType type : PolicyType.values()) {
      Layer layer = layers.getOrDefault(type, NOT_APPLICABLE);
      results.put(type, LayerResult.of(type, layer, request));
    }
    return new Authorization(request, results);
  }

  /// The same request for another action: only the actions of the statements are compared again.
  public Authorization withAction(String action) {
    return map(request.withAction(action), result -> result.withAction(action));
  }

  /// The same request with more of its context known: only what was unknown is evaluated again.
  ///
  /// @param context the context of the request, in which unknown keys may have a state
  public Authorization knowing(RequestContext context) {
    AccessRequest known = request.with(context);
    return map(known, result -> result.knowing(known));
  }

  private Authorization map(AccessRequest changed, UnaryOperator<LayerResult> change) {
    Map<PolicyType, LayerResult> results = new EnumMap<>(PolicyType.class);
    layers.forEach((type, result) -> results.put(type, change.apply(result)));
    return new Authorization(changed, results);
  }

  private static final Layer NOT_APPLICABLE = new Layer.NotApplicable();

  /// The result of one type.
  public LayerResult layer(PolicyType type) {
    LayerResult result = layers.get(type);
    if (result == null) {
      throw new IllegalStateException(type.toString());
    }
    return result;
  }

  /// Whether the call is allowed.
  public Truth allowed() {
    return denied()
        .not()
        .and(layer(PolicyType.SCP).allow())
        .and(layer(PolicyType.VPC_ENDPOINT_POLICY).allow())
        .and(granted());
  }

  /// Whether some layer denies explicitly.
  public Truth denied() {
    return Truth.any(layers.values(), LayerResult::deny);
  }

  /// Whether trust policy and caller's policies together grant the call.
  public Truth granted() {
    return switch (request.caller()) {
      case Caller.Federated _, Caller.AwsService _ -> trust(PrincipalMatchKind.ANY);
      case Caller.Root _ -> Truth.FALSE;
      case Caller.UserOrSession _ -> grantedToPrincipal();
      case Caller.Unidentified(_, _, Optional<AccountId> account) ->
          trust(OUTSIDE)
              .or(
                  account.isPresent()
                      ? grantedToPrincipal()
                      : Truth.agreed(grantedInAccount(), grantedAcross(), WHICH_ACCOUNT));
    };
  }

  private Truth grantedToPrincipal() {
    return request.sameAccount() ? grantedInAccount() : grantedAcross();
  }

  private Truth grantedAcross() {
    return trust(PrincipalMatchKind.ANY).and(callerMayAssume());
  }

  private Truth grantedInAccount() {
    Truth limits = limits();
    return trust(ALONE)
        .or(trust(ROLE).and(limits))
        .or(trust(EVERYONE).and(limits.or(UNDOCUMENTED)))
        .or(trust(ACCOUNT).and(callerMayAssume()));
  }

  /// Whether boundary and session policy let the call pass.
  private Truth limits() {
    return layer(PolicyType.PERMISSIONS_BOUNDARY)
        .allow()
        .and(layer(PolicyType.SESSION_POLICY).allow());
  }

  private Truth callerMayAssume() {
    return layer(PolicyType.IDENTITY_POLICY).allow().and(limits());
  }

  private Truth trust(Set<PrincipalMatchKind> grades) {
    return layer(PolicyType.TRUST_POLICY).allow(grades);
  }
}
