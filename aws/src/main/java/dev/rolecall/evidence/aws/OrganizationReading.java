package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.Organization;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.ParentType;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.PolicyTypeStatus;
import software.amazon.awssdk.services.organizations.model.Root;

/// The questions to Organizations. Lists are read to their last page.
final class OrganizationReading {

  /// Organizational units nest five deep.
  private static final int DEEPEST = 10;

  private final AwsReader awsReader;
  private final AccountId asker;

  OrganizationReading(AwsReader awsReader, AccountId asker) {
    this.awsReader = awsReader;
    this.asker = asker;
  }

  private <T> AwsResult<T> ask(String action, String on, Function<OrganizationsClient, T> call) {
    return awsReader.ask(
        new AwsRequestKey(asker, "organizations:" + action, on), AwsClients::organizations, call);
  }

  AwsResult<Organization> organization() {
    return ask(
        "DescribeOrganization",
        "",
        client -> {
          Organization organization = client.describeOrganization().organization();
          Objects.requireNonNull(organization.id());
          new AccountId(organization.masterAccountId());
          return organization;
        });
  }

  AwsResult<Account> account(AccountId id) {
    return ask(
        "DescribeAccount",
        "account " + id,
        client ->
            Objects.requireNonNull(
                client.describeAccount(account -> account.accountId(id.value())).account()));
  }

  /// What binds `account`: from the root to its parent, and the account itself.
  AwsResult<List<String>> targets(AccountId account) {
    return targets(List.of(account.value()));
  }

  /// @param known the account, below as much of what is above it as is known
  private AwsResult<List<String>> targets(List<String> known) {
    if (known.size() > DEEPEST) {
      return new AwsResult.Unreadable<>("the organization has no root above " + known.getLast());
    }
    return parent(known.getFirst())
        .then(
            parent -> {
              List<String> targets = new ArrayList<>(known);
              targets.addFirst(Objects.requireNonNull(parent.id()));
              return parent.type() == ParentType.ROOT
                  ? new AwsResult.Found<>(List.copyOf(targets))
                  : targets(targets);
            });
  }

  private AwsResult<Parent> parent(String child) {
    return ask(
        "ListParents",
        child,
        client ->
            client.listParentsPaginator(r -> r.childId(child)).stream()
                .flatMap(page -> page.parents().stream())
                .findFirst()
                .orElseThrow());
  }

  /// The types of policy that are in force in the organization.
  AwsResult<List<PolicyType>> enabled() {
    return ask(
        "ListRoots",
        "",
        client ->
            client.listRootsPaginator().stream()
                .flatMap(page -> page.roots().stream())
                .map(Root::policyTypes)
                .flatMap(List::stream)
                .filter(type -> type.status() == PolicyTypeStatus.ENABLED)
                .flatMap(type -> Optional.ofNullable(type.type()).stream())
                .toList());
  }

  AwsResult<List<PolicySummary>> policies(String target, PolicyType type) {
    return ask(
        "ListPoliciesForTarget",
        type + " of " + target,
        client ->
            client.listPoliciesForTargetPaginator(r -> r.targetId(target).filter(type)).stream()
                .flatMap(page -> page.policies().stream())
                .toList());
  }

  AwsResult<LazyPolicyDocument> document(String id) {
    return ask(
        "DescribePolicy",
        "policy " + id,
        client ->
            new LazyPolicyDocument(
                Objects.requireNonNull(
                    client.describePolicy(p -> p.policyId(id)).policy().content())));
  }
}
