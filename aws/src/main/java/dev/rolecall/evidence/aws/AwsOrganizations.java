package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.IamCommands;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.index.OrganizationIndex;
import dev.rolecall.iam.evaluation.Layer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.Organization;
import software.amazon.awssdk.services.organizations.model.OrganizationFeatureSet;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// Reads the place of accounts in the organization of one account.
final class AwsOrganizations {

  private final AwsReader awsReader;
  private final AccountId asker;
  private final OrganizationReading organizations;
  private final Optional<OrganizationIndex> index;

  /// @param asker whose credentials ask, and whose organization it is
  AwsOrganizations(AwsReader awsReader, AccountId asker, Optional<OrganizationIndex> index) {
    this.awsReader = awsReader;
    this.asker = asker;
    this.index = index;
    this.organizations = new OrganizationReading(awsReader, asker);
  }

  Lookup<AccountFacts> account(AccountId id) {
    Optional<AccountFacts> kept = index.flatMap(known -> awsReader.indexed(known, id));
    return kept.isPresent() ? new Lookup.Found<>(kept.get()) : asked(id);
  }

  private Lookup<AccountFacts> asked(AccountId id) {
    CompletableFuture<AwsResult<Account>> account =
        awsReader.deadline().start(() -> organizations.account(id));
    return organizations
        .organization()
        .fold(
            organization ->
                id.value().equals(organization.masterAccountId())
                    ? new Lookup.Found<>(
                        AccountFacts.management(
                            facts(organization), account.join().found().map(Account::name)))
                    : member(id, organization, account.join()),
            () ->
                id.equals(asker)
                    ? new Lookup.Found<>(AccountFacts.standalone(asker))
                    : new AwsResult.Unreadable<AccountFacts>(
                            "account %s, which asks, is in no organization".formatted(asker))
                        .lookup(fact(id)),
            failed -> failed.<AccountFacts>as().lookup(fact(id)));
  }

  static AwsResult.Fact fact(AccountId id) {
    return new AwsResult.Fact(
        "the organization of account " + id, IamCommands.readOrganization(id));
  }

  private static AccountFacts.Organization facts(Organization organization) {
    return new AccountFacts.Organization(
        organization.id(), new AccountId(organization.masterAccountId()));
  }

  /// From the organization to the account's parent, as condition keys have it.
  ///
  /// @param targets from the root to the account itself
  static String path(String organization, List<String> targets) {
    return organization + "/" + String.join("/", targets.subList(0, targets.size() - 1)) + "/";
  }

  /// Every account may ask for its own organization, but only few for the accounts in it. The one
  /// that asks is in it for sure.
  private Lookup<AccountFacts> member(
      AccountId id, Organization organization, AwsResult<Account> account) {
    boolean isMember =
        account instanceof AwsResult.Found<Account>
            || (account instanceof AwsResult.Unreadable<Account> && id.equals(asker));
    return isMember
        ? new Lookup.Found<>(
            member(
                id,
                organization,
                account.found().map(Account::name),
                account.then(_ -> organizations.targets(id))))
        : account.then(_ -> new AwsResult.Absent<AccountFacts>()).lookup(fact(id));
  }

  private AccountFacts member(
      AccountId id,
      Organization organization,
      Optional<String> name,
      AwsResult<List<String>> targets) {
    CompletableFuture<Layer> rcps =
        awsReader
            .deadline()
            .start(() -> layer(id, organization, PolicyType.RESOURCE_CONTROL_POLICY, targets));
    return new AccountFacts(
        id,
        name,
        Optional.of(facts(organization)),
        targets.found().map(ids -> path(organization.id(), ids)),
        layer(id, organization, PolicyType.SERVICE_CONTROL_POLICY, targets),
        rcps.join());
  }

  private Layer layer(
      AccountId id, Organization organization, PolicyType type, AwsResult<List<String>> targets) {
    AwsResult.Fact fact =
        new AwsResult.Fact(
            "the %ss of account %s".formatted(ControlPolicyLayers.word(type), id),
            IamCommands.readAllPolicies(id, type.toString()));
    return organization.featureSet() == OrganizationFeatureSet.CONSOLIDATED_BILLING
        ? new Layer.NotApplicable()
        : targets.fold(
            new ControlPolicyLayers(awsReader, organizations, type)::layer,
            () ->
                new Layer.Unread(
                    new AwsResult.Unreadable<>("it left the organization meanwhile").gap(fact)),
            failed -> new Layer.Unread(failed.gap(fact)));
  }
}
