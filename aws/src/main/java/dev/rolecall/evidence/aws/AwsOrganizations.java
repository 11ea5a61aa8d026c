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
        awsReader.deadline().start(() -> organizations.account(id), awsReader::late);
    return switch (organizations.organization()) {
      case AwsResult.Failed<Organization> failed -> unread(id, failed);
      case AwsResult.None<Organization> _ ->
          id.equals(asker)
              ? new Lookup.Found<>(AccountFacts.standalone(asker))
              : unread(
                  id,
                  new AwsResult.Failed<>(
                      "account %s, which asks, is in no organization".formatted(asker), ""));
      case AwsResult.Got<Organization>(Organization organization) ->
          id.value().equals(organization.masterAccountId())
              ? new Lookup.Found<>(
                  AccountFacts.management(facts(organization), name(account.join())))
              : member(id, organization, account.join());
    };
  }

  /// The gap in place of an account.
  static Lookup<AccountFacts> unread(AccountId id, AwsResult.Failed<?> failed) {
    return new Lookup.Unreadable<>(
        AwsResult.gap(
            failed, "the organization of account " + id, IamCommands.readOrganization(id)));
  }

  private static Optional<String> name(AwsResult<Account> awsResult) {
    return switch (awsResult) {
      case AwsResult.Got<Account>(Account account) -> Optional.ofNullable(account.name());
      case AwsResult.None<Account> _, AwsResult.Failed<Account> _ -> Optional.empty();
    };
  }

  private static AccountFacts.Organization facts(Organization organization) {
    return new AccountFacts.Organization(
        organization.id(), new AccountId(organization.masterAccountId()));
  }

  /// Every account may ask for its own organization, but only few for the accounts in it. The one
  /// that asks is in it for sure.
  private Lookup<AccountFacts> member(
      AccountId id, Organization organization, AwsResult<Account> account) {
    return switch (account) {
      case AwsResult.Got<Account>(Account member) ->
          new Lookup.Found<>(
              member(id, organization, Optional.ofNullable(member.name()), ancestors(id)));
      case AwsResult.None<Account> _ -> new Lookup.Absent<>();
      case AwsResult.Failed<Account> failed ->
          id.equals(asker)
              ? new Lookup.Found<>(
                  member(
                      id,
                      organization,
                      Optional.empty(),
                      new AwsResult.Failed<>(failed.why(), failed.learnBy())))
              : unread(id, failed);
    };
  }

  private AccountFacts member(
      AccountId id,
      Organization organization,
      Optional<String> name,
      AwsResult<List<String>> ancestors) {
    CompletableFuture<Layer> rcps =
        awsReader
            .deadline()
            .start(
                () -> layer(id, organization, PolicyType.RESOURCE_CONTROL_POLICY, ancestors),
                () -> unread(id, PolicyType.RESOURCE_CONTROL_POLICY, awsReader.late()));
    return new AccountFacts(
        id,
        name,
        Optional.of(facts(organization)),
        ancestors instanceof AwsResult.Got<List<String>>(List<String> ids)
            ? Optional.of(organization.id() + "/" + String.join("/", ids) + "/")
            : Optional.empty(),
        layer(id, organization, PolicyType.SERVICE_CONTROL_POLICY, ancestors),
        rcps.join());
  }

  private Layer layer(
      AccountId id, Organization organization, PolicyType type, AwsResult<List<String>> ancestors) {
    if (organization.featureSet() == OrganizationFeatureSet.CONSOLIDATED_BILLING) {
      return new Layer.NotApplicable();
    }
    return switch (ancestors) {
      case AwsResult.Got<List<String>>(List<String> ids) ->
          new ControlPolicyLayers(awsReader, organizations, type).layer(ids, id);
      case AwsResult.None<List<String>> _ ->
          unread(id, type, new AwsResult.Failed<>("it left the organization meanwhile", ""));
      case AwsResult.Failed<List<String>> failed -> unread(id, type, failed);
    };
  }

  private static Layer unread(AccountId id, PolicyType type, AwsResult.Failed<?> failed) {
    return new Layer.Unread(
        AwsResult.gap(
            failed,
            "the %s of account %s".formatted(ControlPolicyLayers.word(type) + "s", id),
            IamCommands.readAllPolicies(id, type.toString())));
  }

  /// From the root to the account's parent.
  private AwsResult<List<String>> ancestors(AccountId id) {
    return organizations.ancestors(id.value());
  }
}
