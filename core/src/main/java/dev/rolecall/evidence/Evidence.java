package dev.rolecall.evidence;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// All that can be asked.
///
/// @param asOf when the answers were true: now, for what is read from AWS; when a snapshot was
///   taken, where it tells. Asked after everything else
public record Evidence(
    Roles roles,
    Callers callers,
    Organizations organizations,
    RecentChanges changes,
    Supplier<Optional<Instant>> asOf) {

  /// Evidence that does not tell its time.
  public Evidence(
      Roles roles, Callers callers, Organizations organizations, RecentChanges changes) {
    this(roles, callers, organizations, changes, Optional::empty);
  }

  /// Evidence of nothing at all: every answer is a gap.
  public static Evidence none() {
    return new Evidence(
        new Roles() {
          @Override
          public Lookup<RoleFacts> role(RoleArn arn) {
            return unread("the trust policy of " + arn, IamCommands.readRole(arn.name()));
          }

          @Override
          public Lookup<List<RoleFacts>> rolesOf(AccountId account) {
            return unread("the roles of account " + account, "aws iam list-roles");
          }

          @Override
          public List<RoleArn> rolesNamed(String name) {
            return List.of();
          }
        },
        caller -> unread("the policies of the caller", learnAbout(caller)),
        account ->
            unread("the organization of account " + account, IamCommands.readOrganization(account)),
        (role, _) -> unread("what was changed lately", IamCommands.readChanges(role)));
  }

  /// This evidence, and `other` for what it cannot tell. What it does tell stands: that a role does
  /// not exist, too.
  ///
  /// @param other asked for at the first question that needs it, and once
  public Evidence orElse(Supplier<Evidence> other) {
    return new FirstOf(this, other).evidence();
  }

  private static String learnAbout(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession session -> IamCommands.readAccount(session.arn().account());
      case Caller.IamUser user -> IamCommands.readAccount(user.arn().account());
      case Caller.Root _, Caller.Federated _, Caller.AwsService _, Caller.Unidentified _ ->
          "look at the caller's own CloudTrail, in its account, for its ARN";
    };
  }

  private static <T> Lookup<T> unread(String fact, String learnBy) {
    return new Lookup.Unreadable<>(new Gap(fact, "no snapshot was given", learnBy));
  }
}
