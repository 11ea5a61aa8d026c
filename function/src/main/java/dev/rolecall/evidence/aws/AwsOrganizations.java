package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.iam.Commands;
import dev.rolecall.evidence.index.OrganizationIndex;
import dev.rolecall.policy.Layer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.Organization;
import software.amazon.awssdk.services.organizations.model.OrganizationFeatureSet;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// Reads the place of accounts in the organization of one account.
final class AwsOrganizations {

  private final Asking asking;
  private final AccountId asker;
  private final OrganizationReading organizations;
  private final Optional<OrganizationIndex> index;

  /// @param asker whose credentials ask, and whose organization it is
  AwsOrganizations(Asking asking, AccountId asker, Optional<OrganizationIndex> index) {
    this.asking = asking;
    this.asker = asker;
    this.index = index;
    this.organizations = new OrganizationReading(asking, asker);
  }

  Lookup<AccountFacts> account(AccountId id) {
    Optional<AccountFacts> kept = index.flatMap(known -> asking.indexed(known, id));
    return kept.isPresent() ? new Lookup.Found<>(kept.get()) : asked(id);
  }

  private Lookup<AccountFacts> asked(AccountId id) {
    CompletableFuture<Answer<Account>> account =
        asking.deadline().start(() -> organizations.account(id), asking::late);
    return switch (organizations.organization()) {
      case Answer.Failed<Organization> failed -> unread(id, failed);
      case Answer.None<Organization> _ ->
          id.equals(asker)
              ? new Lookup.Found<>(AccountFacts.standalone(asker))
              : unread(
                  id,
                  new Answer.Failed<>(
                      "account %s, which asks, is in no organization".formatted(asker), ""));
      case Answer.Got<Organization>(Organization organization) ->
          id.value().equals(organization.masterAccountId())
              ? new Lookup.Found<>(
                  AccountFacts.management(facts(organization), name(account.join())))
              : member(id, organization, account.join());
    };
  }

  /// The gap in place of an account.
  static Lookup<AccountFacts> unread(AccountId id, Answer.Failed<?> failed) {
    return new Lookup.Unreadable<>(
        Answer.gap(failed, "the organization of account " + id, Commands.readOrganization(id)));
  }

  private static Optional<String> name(Answer<Account> answer) {
    return switch (answer) {
      case Answer.Got<Account>(Account account) -> Optional.ofNullable(account.name());
      case Answer.None<Account> _, Answer.Failed<Account> _ -> Optional.empty();
    };
  }

  private static AccountFacts.Organization facts(Organization organization) {
    return new AccountFacts.Organization(
        organization.id(), new AccountId(organization.masterAccountId()));
  }

  /// Every account may ask for its own organization, but only few for the accounts in it. The one
  /// that asks is in it for sure.
  private Lookup<AccountFacts> member(
      AccountId id, Organization organization, Answer<Account> account) {
    return switch (account) {
      case Answer.Got<Account>(Account member) ->
          new Lookup.Found<>(
              member(id, organization, Optional.ofNullable(member.name()), ancestors(id)));
      case Answer.None<Account> _ -> new Lookup.Absent<>();
      case Answer.Failed<Account> failed ->
          id.equals(asker)
              ? new Lookup.Found<>(
                  member(
                      id,
                      organization,
                      Optional.empty(),
                      new Answer.Failed<>(failed.why(), failed.learnBy())))
              : unread(id, failed);
    };
  }

  private AccountFacts member(
      AccountId id,
      Organization organization,
      Optional<String> name,
      Answer<List<String>> ancestors) {
    CompletableFuture<Layer> rcps =
        asking
            .deadline()
            .start(
                () -> layer(id, organization, PolicyType.RESOURCE_CONTROL_POLICY, ancestors),
                () -> unread(id, PolicyType.RESOURCE_CONTROL_POLICY, asking.late()));
    return new AccountFacts(
        id,
        name,
        Optional.of(facts(organization)),
        ancestors instanceof Answer.Got<List<String>>(List<String> ids)
            ? Optional.of(organization.id() + "/" + String.join("/", ids) + "/")
            : Optional.empty(),
        layer(id, organization, PolicyType.SERVICE_CONTROL_POLICY, ancestors),
        rcps.join());
  }

  private Layer layer(
      AccountId id, Organization organization, PolicyType type, Answer<List<String>> ancestors) {
    if (organization.featureSet() == OrganizationFeatureSet.CONSOLIDATED_BILLING) {
      return new Layer.NotApplicable();
    }
    return switch (ancestors) {
      case Answer.Got<List<String>>(List<String> ids) ->
          new ControlPolicies(asking, organizations, type).layer(ids, id);
      case Answer.None<List<String>> _ ->
          unread(id, type, new Answer.Failed<>("it left the organization meanwhile", ""));
      case Answer.Failed<List<String>> failed -> unread(id, type, failed);
    };
  }

  private static Layer unread(AccountId id, PolicyType type, Answer.Failed<?> failed) {
    return new Layer.Unread(
        Answer.gap(
            failed,
            "the %s of account %s".formatted(ControlPolicies.word(type) + "s", id),
            Commands.readAllPolicies(id, type.toString())));
  }

  /// From the root to the account's parent.
  private Answer<List<String>> ancestors(AccountId id) {
    return organizations.ancestors(id.value());
  }
}
