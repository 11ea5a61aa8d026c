package dev.rolecall.evidence.snapshot;

import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.IamCommands;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.iam.CallerPolicies;
import dev.rolecall.evidence.iam.IamPrincipal;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import dev.rolecall.evidence.snapshot.file.Account;
import dev.rolecall.evidence.snapshot.file.Accounts;
import dev.rolecall.evidence.snapshot.file.ManagedPolicy;

/// The groups and managed policies of one account of a snapshot.
///
/// @param accounts where policies of AWS's own are found, which the account's file may lack
record AccountPolicies(Accounts accounts, Account account) implements CallerPolicies.Source {

  @Override
  public Lookup<IamPrincipal> group(String name, String fact) {
    String learnBy = IamCommands.readGroups();
    Lookup<IamPrincipal> group = account.groupsByName().find(name, fact, learnBy);
    return group instanceof Lookup.Absent
        ? new Lookup.Unreadable<>(new Gap(fact, "the snapshot has no such group", learnBy))
        : group;
  }

  /// The account's own file first: policies of AWS's own change, and this is the version that it
  /// saw.
  @Override
  public Lookup<LazyPolicyDocument> managed(String arn, String fact) {
    String learnBy = IamCommands.readManaged(arn);
    Lookup<ManagedPolicy> own = account.policies().find(arn, fact, learnBy);
    Gap gap =
        own instanceof Lookup.Unreadable<ManagedPolicy>(Gap why)
            ? why
            : new Gap(fact, "the snapshot does not have its default version", learnBy);
    return own.found()
        .flatMap(ManagedPolicy::document)
        .or(() -> accounts.awsManaged(arn))
        .<Lookup<LazyPolicyDocument>>map(Lookup.Found::new)
        .orElseGet(() -> new Lookup.Unreadable<>(gap));
  }
}
