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
  private record Entity(
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
  }

  private static final String FACT = "the policies of the caller";

  private final AwsReader awsReader;
  private final IamReading iam;

  AwsCallers(AwsReader awsReader) {
    this.awsReader = awsReader;
    this.iam = new IamReading(awsReader);
  }

  Lookup<CallerFacts> caller(Caller caller) {
    return CallerPolicies.lookup(caller, this::role, this::user);
  }

  static Lookup<CallerFacts> unread(AwsResult.Failed<?> failed) {
    return new Lookup.Unreadable<>(
        AwsResult.gap(
            failed, FACT, "look at the caller's own CloudTrail, in its account, for its ARN"));
  }

  private Lookup<CallerFacts> role(Caller.RoleSession session) {
    AccountId account = session.arn().account();
    String name = session.arn().roleName();
    CompletableFuture<PrincipalPolicies.Parts> parts = parts(account, IamEntityType.ROLE, name);
    return iam.role(account, name)
        .then(
            FACT,
            IamCommands.readRole(name),
            role ->
                session.role().map(RoleArn::toString).orElse(role.arn()).equals(role.arn())
                    ? facts(account, IamEntityType.ROLE, name, Entity.of(role), parts)
                    : new Lookup.Absent<>());
  }

  private Lookup<CallerFacts> user(Caller.IamUser user) {
    AccountId account = user.arn().account();
    String name = user.arn().name();
    CompletableFuture<PrincipalPolicies.Parts> parts = parts(account, IamEntityType.USER, name);
    return iam.user(account, name)
        .then(
            FACT,
            IamCommands.readUser(name),
            found ->
                user.arn().toString().equals(found.arn())
                    ? facts(account, IamEntityType.USER, name, Entity.of(found), parts)
                    : new Lookup.Absent<>());
  }

  /// Starts to read the policies while it is not yet known whether the principal is the one.
  private CompletableFuture<PrincipalPolicies.Parts> parts(
      AccountId account, IamEntityType type, String name) {
    PrincipalPolicies policies = new PrincipalPolicies(awsReader, account);
    return awsReader
        .deadline()
        .start(() -> policies.read(type, name), () -> policies.late(type, name));
  }

  private Lookup<CallerFacts> facts(
      AccountId account,
      IamEntityType type,
      String name,
      Entity entity,
      CompletableFuture<PrincipalPolicies.Parts> reading) {
    Optional<String> boundary =
        Optional.ofNullable(entity.boundary())
            .map(AttachedPermissionsBoundary::permissionsBoundaryArn);
    PrincipalPolicies policies = new PrincipalPolicies(awsReader, account);
    Map<String, AwsResult<LazyPolicyDocument>> fence =
        boundary.map(arn -> Map.of(arn, policies.managed(arn))).orElse(Map.of());
    PrincipalPolicies.Parts parts = reading.join();
    IamPrincipal iamPrincipal =
        new IamPrincipal(
            entity.arn(),
            name,
            Optional.ofNullable(entity.id()),
            Optional.ofNullable(entity.created()),
            AwsRoles.tags(entity.tags()),
            Optional.empty(),
            parts.inline(),
            List.copyOf(parts.managed().keySet()),
            List.copyOf(parts.groups().keySet()),
            boundary,
            parts.missing());
    return new Lookup.Found<>(
        CallerPolicies.of(type.word(), iamPrincipal, AttachedPolicies.of(parts, fence)));
  }
}
