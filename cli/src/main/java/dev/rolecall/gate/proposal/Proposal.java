package dev.rolecall.gate.proposal;

import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.UserOrSession;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes of policies that have not been made yet. Laid over evidence, it gives the evidence as it
/// would be.
public final class Proposal {

  /// What becomes of roles.
  final Map<RoleArn, RoleChange> roles = new LinkedHashMap<>();

  /// Trust policies that cannot be known yet, by their roles: why, and what to do about it.
  public final Map<RoleArn, Gap> unknownTrust = new LinkedHashMap<>();

  /// Changes of the policies of users and roles, in their order.
  final Map<EntityName, List<PolicyChange>> callers = new LinkedHashMap<>();

  /// Managed policies as they would be, by ARN; absent when a policy goes.
  public final Map<String, Lookup<Policy>> policies = new LinkedHashMap<>();

  /// The ARNs of users and roles that are created, or created again.
  public final Map<EntityName, String> fresh = new LinkedHashMap<>();

  /// Unique ids of users and roles that are deleted and created again, by ARN: trust that names
  /// them is trust in the old one.
  public final Map<String, String> reborn = new LinkedHashMap<>();

  /// Users, roles and identity providers that are deleted, by ARN: what is deleted, in words.
  public final Map<String, String> ended = new LinkedHashMap<>();

  /// Changes whose effect is not evaluated.
  public final List<UnsupportedChange> doubts = new ArrayList<>();

  /// The trust policy of one role is replaced.
  public static Proposal ofTrust(RoleArn role, PolicyReading.Read trust) {
    Proposal proposal = new Proposal();
    proposal.change(role, new RoleChange.Put(Optional.of(trust), Optional.empty(), false));
    return proposal;
  }

  /// The trust policy of one role is replaced by one that is not known.
  public static Proposal ofUnknownTrust(RoleArn role, Gap unknown) {
    Proposal proposal = new Proposal();
    proposal.unknownTrust.put(role, unknown);
    proposal.change(
        role,
        new RoleChange.Put(
            Optional.of(new PolicyReading.Unreadable(GapSentence.why(unknown))),
            Optional.empty(),
            false));
    return proposal;
  }

  /// Adds a change of the policies of a user or role.
  public void change(EntityName entityName, PolicyChange change) {
    callers.computeIfAbsent(entityName, _ -> new ArrayList<>()).add(change);
  }

  /// Orders the changes of each principal for changes that are made together: what one takes away
  /// and another adds is there in the end, and a limit applies to all that is there.
  public void settle() {
    callers.values().forEach(changes -> changes.sort(Comparator.comparingInt(Proposal::phase)));
  }

  private static int phase(PolicyChange change) {
    return switch (change) {
      case PolicyChange.Drop _, PolicyChange.Detach _ -> 0;
      case PolicyChange.Put _, PolicyChange.Attach _, PolicyChange.Boundary _ -> 1;
      case PolicyChange.KeepInline _, PolicyChange.KeepManaged _ -> 2;
    };
  }

  /// Adds a change of a role. What is said later of its trust and tags counts; what is not said
  /// stays. Only a role that is created exists after it was removed.
  public void change(RoleArn role, RoleChange change) {
    roles.merge(role, change, Proposal::both);
  }

  private static RoleChange both(RoleChange earlier, RoleChange later) {
    return switch (later) {
      case RoleChange.Removed removed -> removed;
      case RoleChange.Put after ->
          switch (earlier) {
            case RoleChange.Removed removed -> after.fresh() ? after : removed;
            case RoleChange.Put before ->
                new RoleChange.Put(
                    after.trust().or(before::trust),
                    after.tags().or(before::tags),
                    before.fresh() || after.fresh());
          };
    };
  }

  /// This, and `later` after it.
  public Proposal then(Proposal later) {
    Proposal both = new Proposal();
    both.add(this);
    both.add(later);
    return both;
  }

  private void add(Proposal later) {
    later.roles.forEach(this::change);
    later.roles.forEach(
        (role, change) -> {
          if (!(change instanceof RoleChange.Put put && put.trust().isEmpty())) {
            unknownTrust.remove(role);
          }
        });
    unknownTrust.putAll(later.unknownTrust);
    later.callers.forEach((name, changes) -> changes.forEach(change -> change(name, change)));
    policies.putAll(later.policies);
    later.fresh.values().forEach(ended::remove);
    fresh.values().removeAll(later.ended.keySet());
    fresh.putAll(later.fresh);
    reborn.putAll(later.reborn);
    ended.putAll(later.ended);
    doubts.addAll(later.doubts);
  }

  /// `now` as it would be.
  public Evidence applyTo(Evidence now) {
    return new Evidence(
        new ProposedRoles(this, now.roles()),
        new ProposedCallers(this, now.callers()),
        now.organizations(),
        now.changes());
  }

  /// Why `call` cannot be made any more, whatever policies say.
  public Optional<String> end(Denial call) {
    return providerOf(call).or(call.caller()::principalArn).map(ended::get);
  }

  /// The identity provider behind a call.
  public static Optional<String> providerOf(Denial call) {
    return switch (call.caller()) {
      case WebIdentity(Optional<String> provider, _, _) -> provider;
      case Saml(Optional<String> provider, _) -> provider;
      case UserOrSession _, Root _, AwsService _, Unidentified _ -> Optional.empty();
    };
  }

  /// What may make `call` come out differently and is not evaluated.
  ///
  /// @param then the evidence with this proposal applied
  public List<Gap> doubts(Denial call, Evidence then) {
    return doubts.stream()
        .filter(unsupportedChange -> unsupportedChange.scope().includes(call, then))
        .map(UnsupportedChange::gap)
        .distinct()
        .toList();
  }
}
