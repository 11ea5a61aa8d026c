package dev.rolecall.evidence;

import dev.rolecall.denial.AccountId;
import dev.rolecall.policy.Layer;
import java.util.Optional;

/// An account's place in its organization, and the organization's policies that bind it.
///
/// @param path from the organization to the account's parent: `o-abc/r-ab12/ou-ab12-11111111/`
/// @param serviceControlPolicies a level for the root, for each organizational unit and for the
///   account
/// @param resourceControlPolicies the same for RCPs
public record AccountFacts(
    AccountId account,
    Optional<String> name,
    String organizationId,
    AccountId managementAccount,
    Optional<String> path,
    Layer serviceControlPolicies,
    Layer resourceControlPolicies) {

  /// Whether this is the account that SCPs and RCPs do not bind.
  public boolean isManagementAccount() {
    return account.equals(managementAccount);
  }
}
