package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.Authorization;
import dev.rolecall.iam.evaluation.LayerResult;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Which of the caller's own policies the call needs, by how the trust policy matches the caller: a
/// direct grant in the same account needs none, delegation to the account needs all.
///
/// @param identity whether the call needs an identity-based policy
/// @param limits whether permissions boundary and session policy limit the call
public record RelevantPolicies(Truth identity, Truth limits) {

  private static final Set<PrincipalMatchKind> ALONE =
      EnumSet.of(PrincipalMatchKind.USER, PrincipalMatchKind.SESSION);
  private static final Set<PrincipalMatchKind> EVERYONE = EnumSet.of(PrincipalMatchKind.EVERYONE);
  private static final Set<PrincipalMatchKind> DELEGATED = EnumSet.of(PrincipalMatchKind.ACCOUNT);
  private static final Set<PrincipalMatchKind> LIMITED =
      EnumSet.of(PrincipalMatchKind.ACCOUNT, PrincipalMatchKind.ROLE, PrincipalMatchKind.EVERYONE);
  static final Set<PrincipalMatchKind> DIRECT =
      EnumSet.complementOf(EnumSet.of(PrincipalMatchKind.ACCOUNT));

  /// The policies that the call needs.
  ///
  /// @param meant how the statement of the trust policy that was meant fails, when none allows for
  ///   certain
  public static RelevantPolicies of(
      Facts facts, Authorization authorization, Optional<StatementMismatch> meant) {
    boolean ofIam =
        switch (facts.caller()) {
          case RoleSession _, IamUser _, Unidentified _ -> true;
          case Root _, WebIdentity _, Saml _, AwsService _ -> false;
        };
    if (!ofIam) {
      return new RelevantPolicies(Truth.FALSE, Truth.FALSE);
    }
    if (!authorization.request().sameAccount()) {
      return new RelevantPolicies(Truth.TRUE, Truth.TRUE);
    }
    LayerResult trust = authorization.layer(PolicyType.TRUST_POLICY);
    if (trust.allow().isFalse() && meant.isPresent()) {
      return afterRepair(facts, meant.get());
    }
    Truth everyone = trust.allow(EVERYONE).isFalse() ? Truth.TRUE : Authorization.UNDOCUMENTED;
    return new RelevantPolicies(
        possible(trust, DELEGATED).and(trust.allow(DIRECT).not()),
        possible(trust, LIMITED).and(trust.allow(ALONE).not()).and(everyone));
  }

  private static Truth possible(LayerResult trust, Set<PrincipalMatchKind> grades) {
    return Truth.of(!trust.allow(grades).isFalse());
  }

  /// What is needed once the statement that was meant matches.
  private static RelevantPolicies afterRepair(Facts facts, StatementMismatch meant) {
    boolean everyone = !meant.result().principal().truth(EVERYONE).isFalse();
    boolean delegated = meant.isByAccountOnly();
    boolean alone =
        (facts.caller() instanceof IamUser && !delegated && !everyone)
            || meant.result().principal().truth(ALONE).isTrue();
    Truth limits = Truth.of(!alone);
    return new RelevantPolicies(
        Truth.of(delegated), everyone ? limits.and(Authorization.UNDOCUMENTED) : limits);
  }
}
