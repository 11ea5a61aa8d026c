package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountStatus;
import software.amazon.awssdk.services.organizations.model.Organization;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.PolicyTypeStatus;
import software.amazon.awssdk.services.organizations.model.Root;

/// The accounts of an organization and their places.
///
/// @param enabled the policy types in force; policies of other types bind nobody
record OrganizationTree(
    String id, AccountId managementAccount, List<PolicyType> enabled, List<Member> members) {

  /// An account.
  ///
  /// @param targets from the root to the account itself
  record Member(AccountId account, String name, boolean active, List<String> targets) {}

  /// Reads the tree from its root down.
  ///
  /// @throws software.amazon.awssdk.core.exception.SdkException when a part cannot be read
  static OrganizationTree read(Organization organization, OrganizationsClient organizations) {
    List<Member> members = new ArrayList<>();
    List<PolicyType> enabled = new ArrayList<>();
    for (Root root :
        organizations.listRootsPaginator().stream()
            .flatMap(page -> page.roots().stream())
            .toList()) {
      root.policyTypes().stream()
          .filter(type -> type.status() == PolicyTypeStatus.ENABLED)
          .forEach(type -> enabled.add(type.type()));
      new Walk(organizations, members).below(List.of(root.id()));
    }
    return new OrganizationTree(
        organization.id(), new AccountId(organization.masterAccountId()), enabled, members);
  }

  List<AccountId> activeAccounts() {
    return members.stream().filter(Member::active).map(Member::account).toList();
  }

  /// From the organization to the account's parent, as condition keys have it.
  String path(Member member) {
    List<String> targets = member.targets();
    return id + "/" + String.join("/", targets.subList(0, targets.size() - 1)) + "/";
  }

  private record Walk(OrganizationsClient organizations, List<Member> members) {

    void below(List<String> targets) {
      String parent = targets.getLast();
      for (Account account :
          organizations.listAccountsForParentPaginator(ask -> ask.parentId(parent)).stream()
              .flatMap(page -> page.accounts().stream())
              .toList()) {
        members.add(
            new Member(
                new AccountId(account.id()),
                Optional.ofNullable(account.name()).orElse(""),
                account.status() == AccountStatus.ACTIVE,
                with(targets, account.id())));
      }
      for (OrganizationalUnit unit :
          organizations
              .listOrganizationalUnitsForParentPaginator(ask -> ask.parentId(parent))
              .stream()
              .flatMap(page -> page.organizationalUnits().stream())
              .toList()) {
        below(with(targets, unit.id()));
      }
    }

    private static List<String> with(List<String> targets, String next) {
      List<String> longer = new ArrayList<>(targets);
      longer.add(next);
      return List.copyOf(longer);
    }
  }
}
