package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.mismatch.ResourceNearMiss;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReader;
import dev.rolecall.iam.policy.PolicyReading;
import dev.rolecall.iam.policy.PolicyWriter;
import dev.rolecall.iam.policy.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The smallest change of identity-based policies that lets a caller assume one role: the resource
/// of the statement that was meant, where that statement is this caller's alone; else an inline
/// policy of its own, so that nobody else who shares a managed policy or a group gets the
/// permission.
final class IdentityPatch {

  /// What can never be the ARN of another role: nothing is lost when it is replaced.
  private static final Set<NearMiss.Kind> NAMING_NO_ROLE =
      EnumSet.of(
          NearMiss.Kind.OTHER_PARTITION,
          NearMiss.Kind.ARN_WITHOUT_PATH,
          NearMiss.Kind.ARN_OTHER_PATH,
          NearMiss.Kind.LETTER_CASE,
          NearMiss.Kind.NAMES_SESSION,
          NearMiss.Kind.NOT_A_ROLE_ARN);

  /// What may be the ARN of another role, and stays.
  private static final Set<NearMiss.Kind> NAMING_ANOTHER_ROLE =
      EnumSet.of(NearMiss.Kind.OTHER_ACCOUNT, NearMiss.Kind.SPELLING);

  private static final Set<String> OF_A_SESSION =
      Set.of("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity");

  private final Facts facts;
  private final Layer.Read layer;
  private final Target target;
  private final List<String> actions;

  private IdentityPatch(Facts facts, Layer.Read layer, Target target, List<String> actions) {
    this.facts = facts;
    this.layer = layer;
    this.target = target;
    this.actions = actions;
  }

  /// Who gets the policy.
  record Target(AccountId account, Fix.Place place, String name) {}

  /// An inline policy to write.
  ///
  /// @param before the document that it replaces; empty when there is none of that name
  /// @param layer the caller's policies with this change
  record Change(
      Target target, String policyName, Optional<String> before, String after, Layer layer) {}

  /// The change that adds the permissions that `causes` miss; empty when nobody may change the
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

  /// Empty for callers whose policies nobody may change: service-linked roles, and callers that are
  /// no user or role.
  static Optional<Target> target(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession session -> session.role().flatMap(IdentityPatch::ofRole);
      case Caller.IamUser user ->
          Optional.of(new Target(user.arn().account(), Fix.Place.USER_POLICY, user.arn().name()));
      case Caller.Root _,
          Caller.WebIdentity _,
          Caller.Saml _,
          Caller.AwsService _,
          Caller.Unidentified _ ->
          Optional.empty();
    };
  }

  private static Optional<Target> ofRole(RoleArn role) {
    if (role.isServiceLinked()) {
      return Optional.empty();
    }
    Fix.Place place = role.isIdentityCenter() ? Fix.Place.PERMISSION_SET : Fix.Place.ROLE_POLICY;
    return Optional.of(new Target(role.account(), place, role.name()));
  }

  /// The right ARN in the statement that has a wrong one. Everybody who shares a managed policy or
  /// a group would get the permission, too: those stay as they are.
  private Optional<Change> inPlace(Cause cause) {
    Optional<NamedPolicy> policy = policyOf(cause);
    Optional<Statement> statement = policy.flatMap(found -> statement(found, cause));
    NearMiss near = cause.nearMiss().orElseThrow();
    if (statement.isEmpty()
        || target.place() == Fix.Place.PERMISSION_SET
        || !policy.get().attachedTo().equals(target.name())
        || policy.get().name().startsWith("arn:")) {
      return Optional.empty();
    }
    PolicyWriter writer = PolicyWriter.of(policy.get().policy());
    int index = statement.get().index();
    String arn = facts.target().toString();
    boolean dead =
        near.kind() == NearMiss.Kind.OTHER_PARTITION || ResourceNearMiss.isLiteral(near.expected());
    if (NAMING_NO_ROLE.contains(near.kind()) && dead && allowsOnly(statement.get(), OF_A_SESSION)) {
      writer.replaceResource(index, near.expected(), arn);
    } else if (NAMING_ANOTHER_ROLE.contains(near.kind())
        && allowsOnly(statement.get(), Set.copyOf(actions))) {
      writer.addResource(index, arn);
    } else {
      return Optional.empty();
    }
    return read(writer.json())
        .map(
            after ->
                new Change(
                    target,
                    policy.get().name(),
                    Optional.of(policy.get().policy().source()),
                    after.source(),
                    with(Optional.of(policy.get()), policy.get().name(), after)));
  }

  /// Whether the statement allows each of the actions that are needed, and nothing but `most`: what
  /// else it allows would be allowed on the role as well.
  private boolean allowsOnly(Statement statement, Set<String> most) {
    return !statement.action().negated()
        && most.containsAll(statement.action().patterns())
        && actions.stream().allMatch(statement.action()::covers);
  }

  private Optional<NamedPolicy> policyOf(Cause cause) {
    return layer.levels().stream()
        .flatMap(level -> level.policies().stream())
        .filter(policy -> cause.policy().filter(policy.name()::equals).isPresent())
        .filter(policy -> statement(policy, cause).isPresent())
        .findFirst();
  }

  /// The statement of `cause`, if it is this policy's: inline policies of a user and of its groups
  /// may have the same name.
  private static Optional<Statement> statement(NamedPolicy policy, Cause cause) {
    return cause
        .statement()
        .filter(ref -> ref.index() < policy.policy().statements().size())
        .map(ref -> policy.policy().statements().get(ref.index()))
        .filter(
            statement ->
                statement.resource().stream()
                    .filter(resource -> !resource.negated())
                    .flatMap(resource -> resource.patterns().stream())
                    .anyMatch(cause.nearMiss().map(NearMiss::expected).orElse("")::equals));
  }

  /// A new inline policy. Where a statement was meant for this very role, its conditions hold in
  /// the new one as well.
  private Optional<Change> separate(List<Cause> causes) {
    String name = "assume-" + facts.target().name();
    List<PolicyWriter.NewCondition> conditions =
        causes.stream()
            .filter(IdentityPatch::isMeant)
            .flatMap(cause -> policyOf(cause).flatMap(policy -> statement(policy, cause)).stream())
            .findFirst()
            .map(statement -> statement.conditions().stream().map(IdentityPatch::same).toList())
            .orElse(List.of());
    return read(document(conditions))
        .map(
            after ->
                new Change(
                    target,
                    name,
                    Optional.empty(),
                    after.source(),
                    with(Optional.empty(), name, after)));
  }

  private static boolean isMeant(Cause cause) {
    return cause
        .nearMiss()
        .filter(
            near ->
                NAMING_NO_ROLE.contains(near.kind()) || NAMING_ANOTHER_ROLE.contains(near.kind()))
        .isPresent();
  }

  private static PolicyWriter.NewCondition same(Condition condition) {
    return new PolicyWriter.NewCondition(condition.operator(), condition.key(), condition.values());
  }

  private String document(List<PolicyWriter.NewCondition> conditions) {
    return PolicyWriter.empty()
        .add(
            new PolicyWriter.NewStatement(
                StatementIds.of("Assume", facts.target().name()),
                Optional.empty(),
                Optional.empty(),
                actions,
                Optional.of(facts.target().toString()),
                conditions))
        .json();
  }

  private static Optional<Policy> read(String json) {
    return PolicyReader.read(json) instanceof PolicyReading.Read(Policy policy)
        ? Optional.of(policy)
        : Optional.empty();
  }

  /// The caller's policies with a new one, in the place of `old` if there is one.
  private Layer with(Optional<NamedPolicy> old, String name, Policy policy) {
    NamedPolicy changed = new NamedPolicy(name, target.name(), policy);
    List<Layer.Level> levels = new ArrayList<>(layer.levels());
    List<NamedPolicy> policies = new ArrayList<>(levels.getFirst().policies());
    old.ifPresentOrElse(
        replaced -> policies.replaceAll(one -> one.equals(replaced) ? changed : one),
        () -> policies.add(changed));
    levels.set(0, new Layer.Level(levels.getFirst().name(), policies));
    return new Layer.Read(levels, layer.missing());
  }
}
