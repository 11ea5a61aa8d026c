package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.IamCommands;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.iam.CallerPolicies;
import dev.rolecall.evidence.iam.IamPrincipal;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/// Reads users and roles, as callers, from IAM.
final class AwsCallers {

  /// What [Role] and [User] have in common.
  record Entity(
      String arn,
      @Nullable String id,
      @Nullable Instant created,
      List<Tag> tags,
      @Nullable AttachedPermissionsBoundary boundary) {

    static Entity of(Role role) {
      return new Entity(
          role.arn(), role.roleId(), role.createDate(), role.tags(), role.permissionsBoundary());
    }

    static Entity of(User user) {
      return new Entity(
          user.arn(), user.userId(), user.createDate(), user.tags(), user.permissionsBoundary());
    }

    /// Groups are known by name only.
    static Entity group(String name) {
      return new Entity(name, null, null, List.of(), null);
    }

    IamPrincipal principal(String name, PrincipalPolicies.Parts parts) {
      return new IamPrincipal(
          arn,
          name,
          Optional.ofNullable(id),
          Optional.ofNullable(created),
          AwsRoles.tags(tags),
          Optional.empty(),
          parts.inline(),
          List.copyOf(parts.managed().keySet()),
          List.copyOf(parts.groups().keySet()),
          boundaryArn(),
          parts.missing());
    }

    Optional<String> boundaryArn() {
      return Optional.ofNullable(boundary).map(AttachedPermissionsBoundary::permissionsBoundaryArn);
    }
  }

  private static final String FACT = "the policies of the caller";

  private final AwsReader awsReader;
  private final IamReading iam;

  AwsCallers(AwsReader awsReader) {
    this.awsReader = awsReader;
    this.iam = new IamReading(awsReader);
  }

  static AwsResult.Fact fact() {
    return new AwsResult.Fact(
        FACT, "look at the caller's own CloudTrail, in its account, for its ARN");
  }

  Lookup<CallerFacts> caller(Caller caller) {
    return CallerPolicies.lookup(
        caller,
        session ->
            read(
                session.arn().account(),
                IamEntityType.ROLE,
                session.arn().roleName(),
                session.role().map(RoleArn::toString),
                IamCommands.readRole(session.arn().roleName())),
        user ->
            read(
                user.arn().account(),
                IamEntityType.USER,
                user.arn().name(),
                Optional.of(user.arn().toString()),
                IamCommands.readUser(user.arn().name())));
  }

  /// Starts to read the policies while it is not yet known whether the principal is the one.
  private Lookup<CallerFacts> read(
      AccountId account, IamEntityType type, String name, Optional<String> arn, String learnBy) {
    PrincipalPolicies policies = new PrincipalPolicies(awsReader, account);
    CompletableFuture<PrincipalPolicies.Parts> parts =
        awsReader.deadline().start(() -> policies.read(type, name));
    AwsResult<Entity> found =
        type == IamEntityType.ROLE
            ? iam.role(account, name).map(Entity::of)
            : iam.user(account, name).map(Entity::of);
    return found.lookup(
        new AwsResult.Fact(FACT, learnBy),
        entity ->
            arn.orElse(entity.arn()).equals(entity.arn())
                ? new Lookup.Found<>(facts(type, name, entity, policies, parts))
                : new Lookup.Absent<>());
  }

  private static CallerFacts facts(
      IamEntityType type,
      String name,
      Entity entity,
      PrincipalPolicies policies,
      CompletableFuture<PrincipalPolicies.Parts> reading) {
    Map<String, AwsResult<LazyPolicyDocument>> boundary =
        entity.boundaryArn().map(arn -> Map.of(arn, policies.managed(arn))).orElse(Map.of());
    PrincipalPolicies.Parts parts = reading.join();
    return CallerPolicies.of(
        type.word(), entity.principal(name, parts), AttachedPolicies.of(parts, boundary));
  }
}
