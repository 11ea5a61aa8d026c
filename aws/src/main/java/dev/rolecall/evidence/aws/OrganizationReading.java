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

  /// What is above `child`: from the root to its parent.
  AwsResult<List<String>> ancestors(String child) {
    List<String> ancestors = new ArrayList<>();
    String at = child;
    for (int depth = 0; depth < DEEPEST; depth++) {
      switch (parent(at)) {
        case AwsResult.Got<Parent>(Parent parent) -> {
          ancestors.addFirst(parent.id());
          if (parent.type() == ParentType.ROOT) {
            return new AwsResult.Got<>(List.copyOf(ancestors));
          }
          at = parent.id();
        }
        case AwsResult.None<Parent> _ -> {
          return new AwsResult.None<>();
        }
        case AwsResult.Failed<Parent>(String why, String learnBy) -> {
          return new AwsResult.Failed<>(why, learnBy);
        }
      }
    }
    return new AwsResult.Failed<>("the organization has no root above " + child, "");
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
