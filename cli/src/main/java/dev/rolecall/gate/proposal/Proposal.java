package dev.rolecall.gate.proposal;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes of policies that nobody has made yet. Laid over evidence, it gives the evidence as it
/// would be.
///
/// @param roles what becomes of roles
/// @param callers changes of the policies of users and roles, in their order
/// @param policies managed policies as they would be, by ARN; empty when a policy goes
/// @param fresh users and roles that are created, or created anew
/// @param reborn unique ids of users and roles that are deleted and created again, by ARN: trust
///   that names them is trust in the old one
/// @param ended users, roles and identity providers that are deleted, by ARN
/// @param doubts changes whose effect is not followed
public record Proposal(
    Map<RoleArn, RoleChange> roles,
    Map<EntityName, List<PolicyChange>> callers,
    Map<String, Optional<PolicyChange.Document>> policies,
    Map<EntityName, String> fresh,
    Map<String, String> reborn,
    Map<String, DeletedPrincipal> ended,
    List<UnsupportedChange> doubts) {

  public Proposal {
    roles = Map.copyOf(roles);
    callers = Map.copyOf(callers);
    policies = Map.copyOf(policies);
    fresh = Map.copyOf(fresh);
    reborn = Map.copyOf(reborn);
    ended = Map.copyOf(ended);
    doubts = List.copyOf(doubts);
  }

  /// Nothing changes.
  public static Proposal none() {
    return new Draft().proposal();
  }

  /// The trust policy of one role is replaced.
  public static Proposal ofTrust(RoleArn role, PolicyReading.Read trust) {
    Draft draft = new Draft();
    draft.roles.put(role, new RoleChange.Put(Optional.of(trust), Optional.empty(), false));
    return draft.proposal();
  }

  /// This, and `later` after it.
  public Proposal then(Proposal later) {
    Draft draft = new Draft();
    draft.add(this);
    draft.add(later);
    return draft.proposal();
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
    return providerOf(call)
        .or(call.caller()::principalArn)
        .flatMap(arn -> Optional.ofNullable(ended.get(arn)))
        .map(DeletedPrincipal::what);
  }

  /// The identity provider behind a call.
  public static Optional<String> providerOf(Denial call) {
    return switch (call.caller()) {
      case Caller.WebIdentity(Optional<String> provider, _, _) -> provider;
      case Caller.Saml(Optional<String> provider, _) -> provider;
      case Caller.RoleSession _,
          Caller.IamUser _,
          Caller.Root _,
          Caller.AwsService _,
          Caller.Unidentified _ ->
          Optional.empty();
    };
  }

  /// What may make `call` come out differently and is not followed.
  public List<Gap> doubts(Denial call) {
    return doubts.stream()
        .filter(unsupportedChange -> unsupportedChange.concerns().test(call))
        .map(UnsupportedChange::gap)
        .distinct()
        .toList();
  }

  /// A proposal while it is put together.
  public static final class Draft {
    final Map<RoleArn, RoleChange> roles = new LinkedHashMap<>();
    final Map<EntityName, List<PolicyChange>> callers = new LinkedHashMap<>();
    public final Map<String, Optional<PolicyChange.Document>> policies = new LinkedHashMap<>();
    public final Map<EntityName, String> fresh = new LinkedHashMap<>();
    public final Map<String, String> reborn = new LinkedHashMap<>();
    public final Map<String, DeletedPrincipal> ended = new LinkedHashMap<>();
    public final List<UnsupportedChange> doubts = new ArrayList<>();

    public void change(EntityName entityName, PolicyChange change) {
      callers.computeIfAbsent(entityName, _ -> new ArrayList<>()).add(change);
    }

    /// What is said later of a role's trust and tags counts; what is not said stays.
    public void change(RoleArn role, RoleChange change) {
      roles.merge(
          role,
          change,
          (earlier, later) ->
              earlier instanceof RoleChange.Put before && later instanceof RoleChange.Put after
                  ? new RoleChange.Put(
                      after.trust().or(before::trust),
                      after.tags().or(before::tags),
                      before.fresh() || after.fresh())
                  : later);
    }

    private void add(Proposal proposal) {
      proposal.roles.forEach(this::change);
      proposal.callers.forEach(
          (entityName, changes) -> changes.forEach(change -> change(entityName, change)));
      policies.putAll(proposal.policies);
      proposal.fresh.values().forEach(ended::remove);
      fresh.values().removeAll(proposal.ended.keySet());
      fresh.putAll(proposal.fresh);
      reborn.putAll(proposal.reborn);
      ended.putAll(proposal.ended);
      doubts.addAll(proposal.doubts);
    }

    public Proposal proposal() {
      return new Proposal(roles, callers, policies, fresh, reborn, ended, doubts);
    }
  }
}
