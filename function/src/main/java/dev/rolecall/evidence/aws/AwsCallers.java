package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.iam.CallerPolicies;
import dev.rolecall.evidence.iam.Commands;
import dev.rolecall.evidence.iam.Document;
import dev.rolecall.evidence.iam.Principal;
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

  private final Asking asking;
  private final IamReading iam;

  AwsCallers(Asking asking) {
    this.asking = asking;
    this.iam = new IamReading(asking);
  }

  Lookup<CallerFacts> caller(Caller caller) {
    return CallerPolicies.lookup(caller, this::role, this::user);
  }

  static Lookup<CallerFacts> unread(Answer.Failed<?> failed) {
    return new Lookup.Unreadable<>(
        Answer.gap(
            failed, FACT, "look at the caller's own CloudTrail, in its account, for its ARN"));
  }

  private Lookup<CallerFacts> role(Caller.RoleSession session) {
    AccountId account = session.arn().account();
    String name = session.arn().roleName();
    CompletableFuture<PoliciesOf.Parts> parts = parts(account, IamType.ROLE, name);
    return iam.role(account, name)
        .then(
            FACT,
            Commands.readRole(name),
            role ->
                session.role().map(RoleArn::toString).orElse(role.arn()).equals(role.arn())
                    ? facts(account, IamType.ROLE, name, Entity.of(role), parts)
                    : new Lookup.Absent<>());
  }

  private Lookup<CallerFacts> user(Caller.IamUser user) {
    AccountId account = user.arn().account();
    String name = user.arn().name();
    CompletableFuture<PoliciesOf.Parts> parts = parts(account, IamType.USER, name);
    return iam.user(account, name)
        .then(
            FACT,
            Commands.readUser(name),
            found ->
                user.arn().toString().equals(found.arn())
                    ? facts(account, IamType.USER, name, Entity.of(found), parts)
                    : new Lookup.Absent<>());
  }

  /// Starts to read the policies while it is not yet known whether the principal is the one.
  private CompletableFuture<PoliciesOf.Parts> parts(AccountId account, IamType type, String name) {
    PoliciesOf policies = new PoliciesOf(asking, account);
    return asking
        .deadline()
        .start(() -> policies.read(type, name), () -> policies.late(type, name));
  }

  private Lookup<CallerFacts> facts(
      AccountId account,
      IamType type,
      String name,
      Entity entity,
      CompletableFuture<PoliciesOf.Parts> reading) {
    Optional<String> boundary =
        Optional.ofNullable(entity.boundary())
            .map(AttachedPermissionsBoundary::permissionsBoundaryArn);
    PoliciesOf policies = new PoliciesOf(asking, account);
    Map<String, Answer<Document>> fence =
        boundary.map(arn -> Map.of(arn, policies.managed(arn))).orElse(Map.of());
    PoliciesOf.Parts parts = reading.join();
    Principal principal =
        new Principal(
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
        CallerPolicies.of(type.word(), principal, AccountPolicies.of(parts, fence)));
  }
}
