package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.Lazy;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountStatus;
import software.amazon.awssdk.services.organizations.model.Organization;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.PolicyTypeStatus;
import software.amazon.awssdk.services.organizations.model.PolicyTypeSummary;
import software.amazon.awssdk.services.organizations.model.Root;

/// The accounts of an organization and their places.
///
/// @param policies by type, of those in force; policies of other types bind no account
/// @param progress hears whose policies are wanted, and of how many accounts
record OrganizationTree(
    String id,
    AccountId managementAccount,
    List<Member> members,
    Map<PolicyType, Lazy<ControlPolicyAttachments>> policies,
    ObjIntConsumer<AccountId> progress) {

  /// What is read, and the field of an account in which it is written.
  static final Map<PolicyType, String> TYPES =
      new EnumMap<>(
          Map.of(
              PolicyType.SERVICE_CONTROL_POLICY, "serviceControlPolicies",
              PolicyType.RESOURCE_CONTROL_POLICY, "resourceControlPolicies"));

  /// An account.
  ///
  /// @param targets from the root to the account itself
  record Member(AccountId account, String name, boolean active, List<String> targets) {}

  /// Reads the tree from its root down.
  ///
  /// @param asked the account whose credentials are used
  /// @throws software.amazon.awssdk.core.exception.SdkException when a part cannot be read
  static OrganizationTree read(
      Organization organization,
      OrganizationsClient organizations,
      AccountId asked,
      ObjIntConsumer<AccountId> progress) {
    List<Root> roots =
        organizations.listRootsPaginator().stream().flatMap(page -> page.roots().stream()).toList();
    Map<PolicyType, Lazy<ControlPolicyAttachments>> policies = new EnumMap<>(PolicyType.class);
    roots.stream()
        .flatMap(root -> root.policyTypes().stream())
        .filter(type -> type.status() == PolicyTypeStatus.ENABLED)
        .map(PolicyTypeSummary::type)
        .filter(TYPES::containsKey)
        .forEach(
            type ->
                policies.put(
                    type,
                    new Lazy<>(() -> ControlPolicyAttachments.read(organizations, type, asked))));
    return new OrganizationTree(
        organization.id(),
        new AccountId(organization.masterAccountId()),
        roots.stream().flatMap(root -> below(List.of(root.id()), organizations)).toList(),
        policies,
        progress);
  }

  /// The accounts right below the last of `targets`, and then those below its organizational units.
  private static Stream<Member> below(List<String> targets, OrganizationsClient organizations) {
    String parent = targets.getLast();
    List<Member> accounts =
        organizations.listAccountsForParentPaginator(ask -> ask.parentId(parent)).stream()
            .flatMap(page -> page.accounts().stream())
            .map(account -> member(account, targets))
            .toList();
    return Stream.concat(
        accounts.stream(),
        organizations
            .listOrganizationalUnitsForParentPaginator(ask -> ask.parentId(parent))
            .stream()
            .flatMap(page -> page.organizationalUnits().stream())
            .flatMap(unit -> below(with(targets, unit.id()), organizations)));
  }

  private static Member member(Account account, List<String> targets) {
    return new Member(
        new AccountId(account.id()),
        Optional.ofNullable(account.name()).orElse(""),
        account.status() == AccountStatus.ACTIVE,
        with(targets, account.id()));
  }

  private static List<String> with(List<String> targets, String next) {
    return Stream.concat(targets.stream(), Stream.of(next)).toList();
  }

  List<AccountId> activeAccounts() {
    return members.stream().filter(Member::active).map(Member::account).toList();
  }

  /// From the organization to the account's parent, as condition keys have it.
  String path(Member member) {
    List<String> targets = member.targets();
    return id + "/" + String.join("/", targets.subList(0, targets.size() - 1)) + "/";
  }

  /// The policies of an account, level by level from the root; empty when they could not be read.
  Optional<List<List<ControlPolicyAttachments.Attached>>> levels(PolicyType type, Member member) {
    progress.accept(member.account(), members.size());
    return Optional.ofNullable(policies.get(type))
        .map(read -> read.get().of(member.targets()))
        .orElse(Optional.of(List.of()));
  }

  /// The types of policies that could not be read.
  List<Gap> gaps() {
    return policies.values().stream().flatMap(type -> type.get().refused().stream()).toList();
  }

  /// The same with one of its accounts only.
  OrganizationTree of(Member member) {
    return new OrganizationTree(id, managementAccount, List.of(member), policies, progress);
  }
}
