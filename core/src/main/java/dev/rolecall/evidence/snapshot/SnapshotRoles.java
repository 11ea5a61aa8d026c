package dev.rolecall.evidence.snapshot;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.GapRemedy.Command.Read.Part;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.Roles;
import dev.rolecall.evidence.iam.IamPrincipal;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import dev.rolecall.evidence.snapshot.file.Account;
import dev.rolecall.evidence.snapshot.file.Accounts;
import dev.rolecall.evidence.snapshot.file.Section;
import dev.rolecall.iam.policy.PolicyReading;
import dev.rolecall.problem.SnapshotWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Tells of the roles of a snapshot.
final class SnapshotRoles implements Roles {

  private final Accounts accounts;
  private final Map<AccountId, Lookup<List<RoleFacts>>> allTold = new ConcurrentHashMap<>();

  SnapshotRoles(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Lookup<RoleFacts> role(RoleArn arn) {
    GapFact fact = new GapFact.TrustPolicy(arn);
    return accounts
        .account(arn.account())
        .of(fact)
        .flatMap(account -> account.roles().find(arn.toString(), fact, read(arn)))
        .map(role -> facts(arn, role));
  }

  @Override
  public Lookup<RoleFacts> role(RoleArn arn, Caller caller) {
    Lookup<RoleFacts> role = role(arn);
    boolean whole =
        !(role instanceof Lookup.Absent)
            || !caller.account().equals(Optional.of(arn.account()))
            || accounts
                .account(arn.account())
                .found()
                .filter(found -> lacks(found, caller))
                .isEmpty();
    return whole
        ? role
        : new Lookup.Unreadable<>(
            new Gap(
                new GapFact.TrustPolicy(arn),
                new GapReason.PartOfAccount(arn.account()),
                read(arn)));
  }

  private static boolean lacks(Account account, Caller caller) {
    return switch (caller) {
      case Caller.RoleSession session ->
          !account.rolesByName().entries().containsKey(session.arn().roleName());
      case Caller.IamUser user -> !account.users().entries().containsKey(user.arn().toString());
      case Caller.Root _, Caller.Federated _, Caller.AwsService _, Caller.Unidentified _ -> false;
    };
  }

  private static RoleFacts facts(RoleArn arn, IamPrincipal role) {
    PolicyReading trust =
        role.trust()
            .map(LazyPolicyDocument::reading)
            .orElseGet(() -> new PolicyReading.Unreadable(SnapshotWords.noTrustPolicy()));
    return new RoleFacts(arn, role.id(), role.created(), role.tags(), trust);
  }

  @Override
  public Lookup<List<RoleFacts>> rolesOf(AccountId id) {
    GapFact fact = new GapFact.Roles(id);
    return accounts
        .account(id)
        .of(fact)
        .flatMap(account -> allTold.computeIfAbsent(id, _ -> rolesOf(id, account, fact)));
  }

  private Lookup<List<RoleFacts>> rolesOf(AccountId id, Account account, GapFact fact) {
    Optional<GapReason> hole = account.roles().hole();
    if (hole.isPresent()) {
      return new Lookup.Unreadable<>(
          new Gap(fact, hole.get(), new GapRemedy.Command.ReadAccount(id)));
    }
    List<RoleFacts> roles = new ArrayList<>();
    for (String text : account.roles().entries().keySet()) {
      RoleArn.parse(text).ifPresent(arn -> roles.add(factsOrWhyNot(arn, account.roles())));
    }
    return new Lookup.Found<>(List.copyOf(roles));
  }

  /// A role that is not readable is still one that exists.
  private static RoleFacts factsOrWhyNot(RoleArn arn, Section<IamPrincipal> roles) {
    return roles
        .sound(arn.toString())
        .map(role -> facts(arn, role))
        .orElseGet(
            () ->
                new RoleFacts(
                    arn,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    new PolicyReading.Unreadable(roles.problem(arn.toString()).orElse(""))));
  }

  private static GapRemedy read(RoleArn arn) {
    return new GapRemedy.Command.Read(Part.WHOLE, "role", arn.name());
  }

  @Override
  public List<RoleArn> rolesNamed(String name) {
    return accounts.rolesNamed(name);
  }
}
