package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.evaluation.CompanionActions;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.mismatch.ResourceNearMiss;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.Fix.Place;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.diagnosis.result.NearMiss.Kind;
import dev.rolecall.diagnosis.result.NearMiss.Repair;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.PolicyWriter;
import dev.rolecall.iam.policy.PolicyWriter.NewCondition;
import dev.rolecall.iam.policy.PolicyWriter.NewStatement;
import dev.rolecall.iam.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The smallest change of identity-based policies that lets a caller assume one role: the resource
/// of the statement that was meant, where that statement is this caller's alone; else an inline
/// policy of its own, so that no other principal that shares a managed policy or a group gets the
/// permission.
record IdentityPatch(Facts facts, Layer.Read layer, Target target, List<String> actions) {

  private static final Set<String> OF_A_SESSION =
      Set.of("sts:AssumeRole", CompanionActions.TAG_SESSION, CompanionActions.SET_SOURCE_IDENTITY);

  /// Who gets the policy.
  record Target(AccountId account, Place place, String name) {}

  /// An inline policy to write.
  ///
  /// @param before the document that it replaces; empty when there is none of that name
  /// @param layer the caller's policies with this change
  record Change(
      Target target, String policyName, Optional<String> before, String after, Layer layer) {}

  /// The change that adds the permissions that `causes` miss; empty when no one may change the
  /// caller's policies, or they were not read.
  static Optional<Change> of(Facts facts, Layer identity, List<Cause> causes) {
    List<String> actions = causes.stream().map(Cause::action).distinct().toList();
    Optional<Target> target = target(facts.caller());
    if (!(identity instanceof Layer.Read layer) || target.isEmpty()) {
      return Optional.empty();
    }
    IdentityPatch patch = new IdentityPatch(facts, layer, target.get(), actions);
    return causes.stream()
        .filter(cause -> cause.nearMiss().isPresent())
        .findFirst()
        .flatMap(patch::inPlace)
        .or(() -> patch.separate(causes));
  }

  /// Empty for callers whose policies no one may change: service-linked roles, and callers that are
  /// no user or role.
  static Optional<Target> target(Caller caller) {
    return switch (caller) {
      case RoleSession session -> session.role().flatMap(IdentityPatch::ofRole);
      case IamUser user ->
          Optional.of(new Target(user.arn().account(), Place.USER_POLICY, user.arn().name()));
      case Root _, WebIdentity _, Saml _, AwsService _, Unidentified _ -> Optional.empty();
    };
  }

  private static Optional<Target> ofRole(RoleArn role) {
    if (role.isServiceLinked()) {
      return Optional.empty();
    }
    Place place = role.isIdentityCenter() ? Place.PERMISSION_SET : Place.ROLE_POLICY;
    return Optional.of(new Target(role.account(), place, role.name()));
  }

  /// The right ARN in the statement that has a wrong one. All principals that share a managed
  /// policy or a group would get the permission, too: those stay as they are.
  private Optional<Change> inPlace(Cause cause) {
    return find(cause)
        .filter(_ -> target.place() != Place.PERMISSION_SET)
        .filter(found -> found.policy().attachedTo().equals(target.name()))
        .filter(found -> !found.policy().name().startsWith("arn:"))
        .flatMap(found -> corrected(found, cause.nearMiss().orElseThrow()));
  }

  private Optional<Change> corrected(Found found, NearMiss near) {
    NamedPolicy policy = found.policy();
    PolicyWriter writer = PolicyWriter.of(policy.policy());
    int index = found.statement().index();
    String arn = facts.target().toString();
    Repair repair = near.kind().repair();
    boolean dead =
        near.kind() == Kind.OTHER_PARTITION || ResourceNearMiss.isLiteral(near.expected());
    if (repair == Repair.REPLACE && dead && allowsOnly(found.statement(), OF_A_SESSION)) {
      writer.replaceResource(index, near.expected(), arn);
    } else if (repair == Repair.ADD && allowsOnly(found.statement(), Set.copyOf(actions))) {
      writer.addResource(index, arn);
    } else {
      return Optional.empty();
    }
    return change(policy.name(), Optional.of(policy), writer);
  }

  private Optional<Change> change(String name, Optional<NamedPolicy> old, PolicyWriter writer) {
    return writer
        .policy()
        .map(
            after ->
                new Change(
                    target,
                    name,
                    old.map(it -> it.policy().source()),
                    after.source(),
                    with(old, new NamedPolicy(name, target.name(), after))));
  }

  /// Whether the statement allows each of the actions that are needed, and nothing but `most`: what
  /// else it allows would be allowed on the role as well.
  private boolean allowsOnly(Statement statement, Set<String> most) {
    return !statement.action().negated()
        && most.containsAll(statement.action().patterns())
        && actions.stream().allMatch(statement.action()::covers);
  }

  /// A statement and the policy that has it.
  private record Found(NamedPolicy policy, Statement statement) {}

  /// The statement of `cause`. Inline policies of a user and of its groups may have the same name.
  private Optional<Found> find(Cause cause) {
    String expected = cause.nearMiss().map(NearMiss::expected).orElse("");
    return layer
        .policies()
        .flatMap(policy -> cause.statementIn(policy).map(it -> new Found(policy, it)).stream())
        .filter(
            found ->
                found
                    .statement()
                    .resource()
                    .filter(it -> !it.negated() && it.patterns().contains(expected))
                    .isPresent())
        .findFirst();
  }

  /// A new inline policy. Where a statement was meant for this very role, its conditions hold in
  /// the new one as well.
  private Optional<Change> separate(List<Cause> causes) {
    List<NewCondition> conditions =
        causes.stream()
            .filter(IdentityPatch::isMeant)
            .flatMap(cause -> find(cause).stream())
            .findFirst()
            .map(found -> found.statement().conditions().stream())
            .orElse(Stream.empty())
            .map(it -> new NewCondition(it.operator(), it.key(), it.values()))
            .toList();
    NewStatement statement =
        new NewStatement(
            StatementIds.of("Assume", facts.target().name()),
            Optional.empty(),
            Optional.empty(),
            actions,
            Optional.of(facts.target().toString()),
            conditions);
    return change(
        "assume-" + facts.target().name(), Optional.empty(), PolicyWriter.empty().add(statement));
  }

  private static boolean isMeant(Cause cause) {
    return cause.nearMiss().filter(near -> near.kind().repair() != Repair.NONE).isPresent();
  }

  /// The caller's policies with a new one, in the place of `old` if there is one.
  private Layer with(Optional<NamedPolicy> old, NamedPolicy changed) {
    List<Layer.Level> levels = new ArrayList<>(layer.levels());
    List<NamedPolicy> policies = new ArrayList<>(levels.getFirst().policies());
    old.ifPresentOrElse(
        replaced -> policies.replaceAll(one -> one.equals(replaced) ? changed : one),
        () -> policies.add(changed));
    levels.set(0, new Layer.Level(levels.getFirst().name(), policies));
    return new Layer.Read(levels, layer.missing());
  }
}
