package dev.rolecall.gate.proposal;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.Lookup.Absent;
import dev.rolecall.evidence.Lookup.Found;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.Roles;
import dev.rolecall.gate.wording.PlanWords;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Roles as a proposal would have them.
record ProposedRoles(Proposal proposal, Roles now) implements Roles {

  private static final PolicyReading NOT_READ =
      new PolicyReading.Unreadable(PlanWords.newRoleWithoutTrust());

  @Override
  public Lookup<RoleFacts> role(RoleArn arn) {
    return changed(arn, now.role(arn));
  }

  private Lookup<RoleFacts> changed(RoleArn arn, Lookup<RoleFacts> role) {
    return switch (proposal.roles.get(arn)) {
      case RoleChange.Removed _ -> new Absent<>();
      case RoleChange.Put put -> put(arn, put, role);
      case null -> role.map(this::withoutReborn);
    };
  }

  private Lookup<RoleFacts> put(RoleArn arn, RoleChange.Put put, Lookup<RoleFacts> role) {
    Optional<RoleFacts> old = role.found().filter(_ -> !put.fresh()).map(this::withoutReborn);
    if (old.isEmpty() && !put.fresh() && put.trust().isEmpty()) {
      return role;
    }
    Gap unknown = proposal.unknownTrust.get(arn);
    if (unknown != null) {
      return new Lookup.Unreadable<>(unknown);
    }
    if (role instanceof Lookup.Unreadable<RoleFacts>
        && put.tags().isEmpty()
        && put.trust().filter(ProposedRoles::asksForTags).isPresent()) {
      return role.of(new GapFact.Stated(PlanWords.tagsForTrust(arn)));
    }
    return new Found<>(
        new RoleFacts(
            arn,
            old.flatMap(RoleFacts::roleId),
            old.flatMap(RoleFacts::created),
            put.tags().or(() -> old.map(RoleFacts::tags)).orElse(Map.of()),
            put.trust().or(() -> old.map(RoleFacts::trustPolicy)).orElse(NOT_READ)));
  }

  private static boolean asksForTags(PolicyReading trust) {
    return trust instanceof PolicyReading.Read(Policy policy)
        && policy.source().toLowerCase(Locale.ROOT).contains(":resourcetag/");
  }

  /// A principal that is deleted and created again is another one to every trust policy that named
  /// it: IAM keeps unique ids, and shows them once their principal is gone.
  private RoleFacts withoutReborn(RoleFacts facts) {
    PolicyReading trust = RecreatedPrincipals.in(facts.trustPolicy(), proposal.reborn);
    return trust.equals(facts.trustPolicy())
        ? facts
        : new RoleFacts(facts.arn(), facts.roleId(), facts.created(), facts.tags(), trust);
  }

  @Override
  public Lookup<List<RoleFacts>> rolesOf(AccountId account) {
    return now.rolesOf(account).map(roles -> changed(account, roles));
  }

  private List<RoleFacts> changed(AccountId account, List<RoleFacts> roles) {
    List<RoleFacts> all = new ArrayList<>();
    for (RoleFacts role : roles) {
      changed(role.arn(), new Found<>(role)).found().ifPresent(all::add);
    }
    Set<RoleArn> old = roles.stream().map(RoleFacts::arn).collect(Collectors.toSet());
    proposal.roles.keySet().stream()
        .filter(arn -> arn.account().equals(account) && !old.contains(arn))
        .sorted(Comparator.comparing(RoleArn::toString))
        .flatMap(arn -> changed(arn, new Absent<>()).found().stream())
        .forEach(all::add);
    return List.copyOf(all);
  }

  @Override
  public List<RoleArn> rolesNamed(String name) {
    return Stream.concat(
            now.rolesNamed(name).stream()
                .filter(arn -> !(proposal.roles.get(arn) instanceof RoleChange.Removed)),
            proposal.roles.entrySet().stream()
                .filter(role -> role.getValue() instanceof RoleChange.Put)
                .map(Map.Entry::getKey)
                .filter(arn -> arn.name().equals(name))
                .sorted(Comparator.comparing(RoleArn::toString)))
        .distinct()
        .toList();
  }
}
