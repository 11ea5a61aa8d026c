package dev.rolecall.evidence;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.GapRemedy.Command;
import dev.rolecall.denial.GapRemedy.Command.Read.Part;
import dev.rolecall.denial.RoleArn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// All that can be asked.
///
/// @param evaluations what AWS itself evaluated
/// @param asOf when the answers were true: now, for what is read from AWS; when a snapshot was
///   taken, where it tells. Asked after everything else
public record Evidence(
    Roles roles,
    Callers callers,
    Organizations organizations,
    RecentChanges changes,
    AwsEvaluations evaluations,
    Supplier<Optional<Instant>> asOf) {

  /// Evidence without what AWS itself evaluated.
  public Evidence(
      Roles roles,
      Callers callers,
      Organizations organizations,
      RecentChanges changes,
      Supplier<Optional<Instant>> asOf) {
    this(
        roles,
        callers,
        organizations,
        changes,
        denial -> AwsEvaluations.unread(denial, GapReason.Known.NO_SNAPSHOT),
        asOf);
  }

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
            return unread(
                new GapFact.TrustPolicy(arn), new Command.Read(Part.WHOLE, "role", arn.name()));
          }

          @Override
          public Lookup<List<RoleFacts>> rolesOf(AccountId account) {
            return unread(new GapFact.Roles(account), new Command.ListRoles());
          }

          @Override
          public List<RoleArn> rolesNamed(String name) {
            return List.of();
          }
        },
        caller -> unread(GapFact.Topic.CALLER_POLICIES, learnAbout(caller)),
        account -> unread(new GapFact.OrganizationOf(account), new Command.ReadPlace(account)),
        (role, _) -> unread(GapFact.Topic.RECENT_CHANGES, new Command.ListChanges(role)));
  }

  /// This evidence, and `other` for what it cannot tell. What it does tell stands: that a role does
  /// not exist, too.
  ///
  /// @param other asked for at the first question that needs it, and once
  public Evidence orElse(Supplier<Evidence> other) {
    return new FirstOf(this, other).evidence();
  }

  private static GapRemedy learnAbout(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession session -> new Command.ReadAccount(session.arn().account());
      case Caller.IamUser user -> new Command.ReadAccount(user.arn().account());
      case Caller.Root _, Caller.Federated _, Caller.AwsService _, Caller.Unidentified _ ->
          GapRemedy.Step.FIND_CALLER;
    };
  }

  private static <T> Lookup<T> unread(GapFact fact, GapRemedy learnBy) {
    return new Lookup.Unreadable<>(new Gap(fact, GapReason.Known.NO_SNAPSHOT, learnBy));
  }
}
