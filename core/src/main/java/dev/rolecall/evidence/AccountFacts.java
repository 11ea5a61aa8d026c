package dev.rolecall.evidence;

import dev.rolecall.denial.AccountId;
import dev.rolecall.iam.evaluation.Layer;
import java.util.Optional;

/// An account's place in its organization, and the organization's policies that bind it.
///
/// @param organization none when the account belongs to none
/// @param path from the organization to the account's parent: `o-abc/r-ab12/ou-ab12-11111111/`
/// @param serviceControlPolicies a level for the root, for each organizational unit and for the
///   account
/// @param resourceControlPolicies the same for RCPs
public record AccountFacts(
    AccountId account,
    Optional<String> name,
    Optional<Organization> organization,
    Optional<String> path,
    Layer serviceControlPolicies,
    Layer resourceControlPolicies) {

  /// The organization that an account belongs to.
  public record Organization(String id, AccountId managementAccount) {}

  /// An account that neither SCPs nor RCPs bind: it belongs to no organization.
  public static AccountFacts standalone(AccountId account) {
    return unbound(account, Optional.empty(), Optional.empty());
  }

  /// The account that manages an organization: neither SCPs nor RCPs bind it.
  public static AccountFacts management(Organization organization, Optional<String> name) {
    return unbound(organization.managementAccount(), name, Optional.of(organization));
  }

  private static AccountFacts unbound(
      AccountId account, Optional<String> name, Optional<Organization> organization) {
    return new AccountFacts(
        account,
        name,
        organization,
        Optional.empty(),
        new Layer.NotApplicable(),
        new Layer.NotApplicable());
  }

  /// Whether this is the account that SCPs and RCPs do not bind.
  public boolean isManagementAccount() {
    return organization.filter(it -> it.managementAccount().equals(account)).isPresent();
  }
}
