package dev.rolecall.diagnosis;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.policy.Access;
import dev.rolecall.policy.Grade;
import dev.rolecall.policy.LayerResult;
import dev.rolecall.policy.Truth;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Which of the caller's own policies the call needs, by how the trust policy matches the caller: a
/// direct grant in the same account needs none, delegation to the account needs all.
final class Relevance {

  private static final Set<Grade> ALONE = EnumSet.of(Grade.USER, Grade.SESSION);
  private static final Set<Grade> EVERYONE = EnumSet.of(Grade.EVERYONE);
  private static final Set<Grade> DELEGATED = EnumSet.of(Grade.ACCOUNT);
  private static final Set<Grade> LIMITED = EnumSet.of(Grade.ACCOUNT, Grade.ROLE, Grade.EVERYONE);
  private static final Set<Grade> DIRECT = EnumSet.complementOf(EnumSet.of(Grade.ACCOUNT));

  private final Truth identity;
  private final Truth limits;

  private Relevance(Truth identity, Truth limits) {
    this.identity = identity;
    this.limits = limits;
  }

  /// @param misses how the trust policy's statements fit, when none of them allows for certain
  static Relevance of(Facts facts, Access access, List<Miss> misses) {
    boolean ofIam =
        switch (facts.caller()) {
          case Caller.RoleSession _, Caller.IamUser _, Caller.Unidentified _ -> true;
          case Caller.Root _, Caller.WebIdentity _, Caller.Saml _, Caller.AwsService _ -> false;
        };
    if (!ofIam) {
      return new Relevance(Truth.FALSE, Truth.FALSE);
    }
    if (!access.request().sameAccount()) {
      return new Relevance(Truth.TRUE, Truth.TRUE);
    }
    LayerResult trust = access.layer(PolicyType.TRUST_POLICY);
    if (trust.allow().isFalse() && !misses.isEmpty()) {
      return afterRepair(facts, misses.getFirst());
    }
    Truth everyone = trust.allow(EVERYONE).isFalse() ? Truth.TRUE : Access.UNDOCUMENTED;
    return new Relevance(
        possible(trust, DELEGATED).and(trust.allow(DIRECT).not()),
        possible(trust, LIMITED).and(trust.allow(ALONE).not()).and(everyone));
  }

  private static Truth possible(LayerResult trust, Set<Grade> grades) {
    return Truth.of(!trust.allow(grades).isFalse());
  }

  /// What is needed once the statement that was meant matches.
  private static Relevance afterRepair(Facts facts, Miss meant) {
    boolean everyone = !meant.result().principal().truth(EVERYONE).isFalse();
    boolean delegated = meant.isByAccountOnly();
    boolean alone =
        (facts.caller() instanceof Caller.IamUser && !delegated && !everyone)
            || meant.result().principal().truth(ALONE).isTrue();
    Truth limits = Truth.of(!alone);
    return new Relevance(Truth.of(delegated), everyone ? limits.and(Access.UNDOCUMENTED) : limits);
  }

  /// Whether the call needs an identity-based policy.
  Truth identity() {
    return identity;
  }

  /// Whether permissions boundary and session policy limit the call.
  Truth limits() {
    return limits;
  }
}
