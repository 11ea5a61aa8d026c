package dev.rolecall.gate.terraform;

import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.gate.Judgement;
import dev.rolecall.gate.Outcome;
import dev.rolecall.gate.plan.ChangedResource;
import dev.rolecall.gate.proposal.EntityName;
import dev.rolecall.gate.proposal.Proposal;
import dev.rolecall.report.terraform.RoleLocation;
import dev.rolecall.report.terraform.TerraformRole;
import dev.rolecall.report.terraform.TerraformRoles;
import dev.rolecall.report.terraform.hcl.FilePlace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds the lines of a configuration that decide a call.
///
/// @param changes what a plan changes; empty when there is none
public record TerraformPlaces(TerraformRoles roles, List<ChangedResource> changes) {

  public TerraformPlaces {
    changes = List.copyOf(changes);
  }

  /// The line that makes a pair fail, or leaves it open; empty when it is not in the configuration.
  public Optional<FilePlace> of(Judgement judgement) {
    RoleArn role = judgement.pair().role();
    if (judgement.end().isPresent()) {
      return deleted(judgement);
    }
    Optional<Cause> cause =
        judgement.outcome() == Outcome.OPENS || judgement.outcome() == Outcome.ALREADY_ALLOWED
            ? Optional.empty()
            : Optional.of(judgement.then().diagnosis().cause());
    if (cause
        .filter(one -> one.isIn(PolicyType.IDENTITY_POLICY, PolicyType.PERMISSIONS_BOUNDARY))
        .isPresent()) {
      return ofCaller(judgement);
    }
    return trust(role, cause);
  }

  /// The line of the trust policy that a cause is about; empty when the role is not in the
  /// configuration, or may be in several places.
  public Optional<FilePlace> trust(RoleArn role, Optional<Cause> cause) {
    return role(role).map(one -> line(one, cause));
  }

  /// Where a role is defined.
  public Optional<TerraformRole> role(RoleArn role) {
    RoleLocation found = roles.find(role);
    Set<String> changed =
        Set.copyOf(
            changed(role.toString(), role.name())
                .filter(one -> one.type().endsWith("_iam_role"))
                .map(ChangedResource::address)
                .toList());
    List<TerraformRole> named =
        found.roles().size() == 1
            ? found.roles()
            : found.roles().stream()
                .filter(one -> changed.contains(one.address().replaceAll("\\[[^\\]]*\\]", "")))
                .toList();
    return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
  }

  private static FilePlace line(TerraformRole role, Optional<Cause> cause) {
    Optional<Cause> inTrust = cause.filter(one -> one.isIn(PolicyType.TRUST_POLICY));
    List<String> parts =
        inTrust.stream()
            .flatMap(
                one ->
                    Stream.of(
                            one.condition().stream().flatMap(failed -> failed.wanted().stream()),
                            one.nearMiss().stream().map(NearMiss::expected),
                            one.condition().stream().map(Cause.FailedCondition::key),
                            one.statement().flatMap(Cause.StatementRef::sid).stream())
                        .flatMap(part -> part))
            .toList();
    return role.policy()
        .line(inTrust.flatMap(Cause::statement).map(Cause.StatementRef::index), parts);
  }

  private Optional<FilePlace> deleted(Judgement judgement) {
    return Stream.concat(
            Proposal.providerOf(judgement.then().denial()).stream(),
            judgement.then().denial().caller().principalArn().stream())
        .flatMap(this::changed)
        .flatMap(one -> roles.resource(one.address()).stream())
        .findFirst();
  }

  /// The policy of the caller that the plan changes; else the caller itself.
  private Optional<FilePlace> ofCaller(Judgement judgement) {
    return EntityName.of(judgement.then().denial().caller()).stream()
        .flatMap(caller -> changed(caller.name()))
        .flatMap(one -> roles.resource(one.address()).stream())
        .findFirst();
  }

  private Stream<ChangedResource> changed(String... names) {
    return changes.stream().filter(one -> Stream.of(names).anyMatch(one.names()::contains));
  }
}
