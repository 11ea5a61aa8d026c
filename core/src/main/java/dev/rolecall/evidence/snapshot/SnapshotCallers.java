package dev.rolecall.evidence.snapshot;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.GapRemedy.Command.Read.Part;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.CallerTies;
import dev.rolecall.evidence.Callers;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.PolicyVersion;
import dev.rolecall.evidence.iam.CallerPolicies;
import dev.rolecall.evidence.iam.IamPrincipal;
import dev.rolecall.evidence.snapshot.file.Account;
import dev.rolecall.evidence.snapshot.file.Accounts;
import dev.rolecall.evidence.snapshot.file.EntityArn;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Tells of the users and roles of a snapshot, as callers.
final class SnapshotCallers implements Callers {

  private final Accounts accounts;
  private final Map<String, CallerFacts> told = new ConcurrentHashMap<>();

  SnapshotCallers(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Lookup<CallerFacts> caller(Caller caller) {
    return CallerPolicies.lookup(
        caller,
        session -> facts("role", session.arn().account(), account -> role(account, session)),
        user -> facts("user", user.arn().account(), account -> user(account, user)));
  }

  @Override
  public List<PolicyVersion> inactiveVersions(String policyArn) {
    return EntityArn.parse(policyArn)
        .flatMap(EntityArn::account)
        .flatMap(id -> accounts.account(id).found())
        .flatMap(account -> account.policies().sound(policyArn))
        .map(
            policy ->
                policy.inactive().stream()
                    .map(version -> new PolicyVersion(version.id(), version.document().reading()))
                    .toList())
        .orElse(List.of());
  }

  private static Lookup<IamPrincipal> role(Account account, Caller.RoleSession session) {
    String name = session.arn().roleName();
    GapFact fact = list("role", name);
    GapRemedy learnBy = read("role", name);
    return session
        .role()
        .map(RoleArn::toString)
        .map(arn -> account.roles().find(arn, fact, learnBy))
        .orElseGet(() -> account.rolesByName().find(name, fact, learnBy));
  }

  private static Lookup<IamPrincipal> user(Account account, Caller.IamUser user) {
    String name = user.arn().name();
    return account.users().find(user.arn().toString(), list("user", name), read("user", name));
  }

  private Lookup<CallerFacts> facts(
      String type, AccountId id, Function<Account, Lookup<IamPrincipal>> find) {
    return accounts
        .account(id)
        .of(CallerPolicies.FACT)
        .flatMap(account -> find.apply(account).map(found -> facts(account, type, found)));
  }

  /// What is missing may turn up in the files of other accounts, so that only facts without gaps
  /// are kept.
  private CallerFacts facts(Account account, String type, IamPrincipal iamPrincipal) {
    CallerFacts known = told.get(iamPrincipal.arn());
    if (known != null) {
      return known;
    }
    CallerFacts facts =
        CallerPolicies.of(type, iamPrincipal, new AccountPolicies(accounts, account));
    if (facts.isWhole()) {
      told.putIfAbsent(iamPrincipal.arn(), facts);
    }
    return facts;
  }

  @Override
  public CallerTies ties(Caller caller) {
    Set<String> groups = new LinkedHashSet<>();
    Set<String> policies = new LinkedHashSet<>();
    Optional<Account> account = caller.account().flatMap(id -> accounts.account(id).found());
    account
        .flatMap(found -> principal(found, caller))
        .ifPresent(
            iamPrincipal -> {
              policies.addAll(iamPrincipal.attached());
              iamPrincipal.boundary().ifPresent(policies::add);
              groups.addAll(iamPrincipal.groups());
            });
    for (String group : groups) {
      account
          .flatMap(found -> found.groupsByName().sound(group))
          .ifPresent(found -> policies.addAll(found.attached()));
    }
    return new CallerTies(groups, policies);
  }

  private static Optional<IamPrincipal> principal(Account account, Caller caller) {
    return switch (caller) {
      case Caller.RoleSession session -> role(account, session).found();
      case Caller.IamUser user -> user(account, user).found();
      case Caller.Root _, Caller.Federated _, Caller.AwsService _, Caller.Unidentified _ ->
          Optional.empty();
    };
  }

  private static GapFact list(String type, String name) {
    return new GapFact.PrincipalList(GapFact.PrincipalList.Listed.POLICIES, type, name);
  }

  private static GapRemedy read(String type, String name) {
    return new GapRemedy.Command.Read(Part.WHOLE, type, name);
  }
}
