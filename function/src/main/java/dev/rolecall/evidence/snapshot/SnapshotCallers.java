package dev.rolecall.evidence.snapshot;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Callers;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.policy.Layer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Tells of the users and roles of a snapshot, as callers.
final class SnapshotCallers implements Callers {

  private static final String FACT = "the policies of the caller";

  private final Accounts accounts;
  private final Map<String, CallerFacts> told = new ConcurrentHashMap<>();

  SnapshotCallers(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Lookup<CallerFacts> caller(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession session ->
          in(
              session.arn().account(),
              account ->
                  facts(
                      account,
                      "role",
                      role(
                          account,
                          session,
                          "the policies of role " + session.arn().roleName(),
                          Commands.readRole(session.arn().roleName()))));
      case Caller.IamUser user ->
          in(
              user.arn().account(),
              account ->
                  facts(
                      account,
                      "user",
                      account
                          .users()
                          .find(
                              user.arn().toString(),
                              "the policies of user " + user.arn().name(),
                              Commands.readUser(user.arn().name()))));
      case Caller.Root _ -> none("root users");
      case Caller.WebIdentity _ -> none("web identities");
      case Caller.Saml _ -> none("SAML identities");
      case Caller.AwsService _ -> none("AWS services");
      case Caller.Unidentified _ ->
          new Lookup.Unreadable<>(
              new Gap(
                  FACT,
                  "the record does not tell which user or role the caller is",
                  "aws iam get-account-authorization-details"));
    };
  }

  private static Lookup<Principal> role(
      Account account, Caller.RoleSession session, String fact, String learnBy) {
    return session
        .role()
        .map(RoleArn::toString)
        .map(arn -> account.roles().find(arn, fact, learnBy))
        .orElseGet(() -> account.rolesByName().find(session.arn().roleName(), fact, learnBy));
  }

  private static Lookup<CallerFacts> none(String callers) {
    return new Lookup.Unreadable<>(
        new Gap(FACT, callers + " have no IAM policies", "there is nothing to learn"));
  }

  private Lookup<CallerFacts> in(AccountId id, Function<Account, Lookup<CallerFacts>> lookup) {
    return switch (accounts.account(id)) {
      case Lookup.Found<Account>(Account account) -> lookup.apply(account);
      case Lookup.Absent<Account> _ -> new Lookup.Absent<>();
      case Lookup.Unreadable<Account>(Gap gap) ->
          new Lookup.Unreadable<>(new Gap(FACT, gap.why(), gap.learnBy()));
    };
  }

  private Lookup<CallerFacts> facts(Account account, String type, Lookup<Principal> principal) {
    return switch (principal) {
      case Lookup.Found<Principal>(Principal found) ->
          new Lookup.Found<>(facts(account, type, found));
      case Lookup.Absent<Principal> _ -> new Lookup.Absent<>();
      case Lookup.Unreadable<Principal>(Gap gap) -> new Lookup.Unreadable<>(gap);
    };
  }

  /// What is missing may turn up in the files of other accounts, so that only facts without gaps
  /// are kept.
  private CallerFacts facts(Account account, String type, Principal principal) {
    CallerFacts known = told.get(principal.arn());
    if (known != null) {
      return known;
    }
    CallerFacts facts = new CallerPolicies(accounts, account).of(type, principal);
    if (facts.missing().isEmpty() && !(facts.boundary() instanceof Layer.Unread)) {
      told.putIfAbsent(principal.arn(), facts);
    }
    return facts;
  }
}
