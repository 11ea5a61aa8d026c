package dev.rolecall.evidence.snapshot;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.GapRemedy.Command;
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
  public Lookup<IamPrincipal> group(String name, GapFact fact) {
    GapRemedy learnBy = new Command.ReadGroups();
    Lookup<IamPrincipal> group = account.groupsByName().find(name, fact, learnBy);
    return group instanceof Lookup.Absent
        ? new Lookup.Unreadable<>(new Gap(fact, GapReason.Known.NO_GROUP_IN_SNAPSHOT, learnBy))
        : group;
  }

  /// The account's own file first: policies of AWS's own change, and this is the version that it
  /// saw.
  @Override
  public Lookup<LazyPolicyDocument> managed(String arn, GapFact fact) {
    GapRemedy learnBy = new Command.ReadManaged(arn);
    Lookup<ManagedPolicy> own = account.policies().find(arn, fact, learnBy);
    Gap gap =
        own instanceof Lookup.Unreadable<ManagedPolicy>(Gap why)
            ? why
            : new Gap(fact, GapReason.Known.NO_DEFAULT_VERSION, learnBy);
    return own.found()
        .flatMap(ManagedPolicy::document)
        .or(() -> accounts.awsManaged(arn))
        .<Lookup<LazyPolicyDocument>>map(Lookup.Found::new)
        .orElseGet(() -> new Lookup.Unreadable<>(gap));
  }
}
