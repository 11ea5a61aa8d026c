package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.CallerTies;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RecentChanges;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.Roles;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is read for one denial.
final class DenialReading implements Roles, RecentChanges {

  private final Denial denial;
  private final AwsRoles iam;
  private final AwsReader facts;
  private final ConcurrentReads<RoleArn, RoleFacts> roles;
  private final ConcurrentReads<AccountId, List<RoleFacts>> allRoles;
  private final ConcurrentReads<Caller, CallerFacts> callers;
  private final ConcurrentReads<AccountId, AccountFacts> accounts;
  private final ConcurrentReads<RoleArn, AwsChanges.Read> changes;

  /// @param facts asks for all but the changes
  /// @param lookups asks for the changes
  DenialReading(
      Denial denial,
      AwsReader facts,
      AwsReader lookups,
      AwsOrganizations organizations,
      AwsChanges changes) {
    this.denial = denial;
    this.facts = facts;
    this.iam = new AwsRoles(facts);
    AwsCallers iamCallers = new AwsCallers(facts);
    this.roles = new ConcurrentReads<>(facts, AwsRoles::trustOf, iam::role);
    this.allRoles = new ConcurrentReads<>(facts, AwsRoles::allOf, iam::rolesOf);
    this.callers = new ConcurrentReads<>(facts, _ -> AwsCallers.fact(), iamCallers::caller);
    this.accounts = new ConcurrentReads<>(facts, AwsOrganizations::fact, organizations::account);
    this.changes =
        new ConcurrentReads<>(lookups, AwsChanges::fact, role -> changes.about(denial, role));
  }

  /// Starts to read what every explanation of the denial asks for.
  ///
  /// @param now when the answers are true
  Evidence evidence(Instant now) {
    denial.target().arn().ifPresent(roles::start);
    denial.target().arn().ifPresent(changes::start);
    denial.roleAccount().ifPresent(accounts::start);
    denial.caller().account().ifPresent(accounts::start);
    callers.start(denial.caller());
    if (denial.target().arn().isEmpty()) {
      denial.roleAccount().ifPresent(allRoles::start);
    }
    return new Evidence(this, callers::get, accounts::get, this, () -> Optional.of(now));
  }

  @Override
  public Lookup<RoleFacts> role(RoleArn arn) {
    return roles.get(arn);
  }

  @Override
  public Lookup<List<RoleFacts>> rolesOf(AccountId account) {
    return allRoles.get(account);
  }

  /// Looks in the accounts that have to do with the denial, and at home.
  @Override
  public List<RoleArn> rolesNamed(String name) {
    Set<AccountId> near = new LinkedHashSet<>();
    near.add(facts.home());
    denial.caller().account().ifPresent(near::add);
    denial.recordedIn().ifPresent(near::add);
    return iam.rolesNamed(name, near);
  }

  /// Look-ups are few: they are spent on the role of the record, and not on roles that it may have
  /// been.
  @Override
  public Lookup<List<Change>> concerning(RoleArn role, Caller caller) {
    if (!isTarget(role)) {
      return new AwsResult.Unreadable<List<Change>>(GapReason.Known.ROLE_NOT_RECORDED)
          .lookup(AwsChanges.fact(role));
    }
    return switch (changes.get(role)) {
      case Lookup.Found<AwsChanges.Read>(AwsChanges.Read read) ->
          new Lookup.Found<>(read.log().concerning(role, caller, CallerTies.NONE));
      case Lookup.Absent<AwsChanges.Read> _ -> new Lookup.Found<>(List.of());
      case Lookup.Unreadable<AwsChanges.Read>(var gap) -> new Lookup.Unreadable<>(gap);
    };
  }

  @Override
  public Set<Change.Kind> incomplete(RoleArn role, Caller caller) {
    return isTarget(role)
        ? changes.get(role).found().map(AwsChanges.Read::incomplete).orElse(Set.of())
        : Set.of();
  }

  private boolean isTarget(RoleArn role) {
    return denial.target().arn().equals(Optional.of(role));
  }
}
