package dev.rolecall.evidence;

import dev.rolecall.denial.AccountId;
import dev.rolecall.iam.evaluation.Layer;
import java.util.Objects;
import java.util.Optional;

/// An account's place in its organization, and the organization's policies that bind it.
///
/// @param organization none when the account belongs to none
/// @param path from the organization to the account's parent: `o-abc/r-ab12/ou-ab12-11111111/`
/// @param scps the SCPs, read when they are first asked for: a level for the root, for each
///   organizational unit and for the account
/// @param rcps the same for RCPs
public record AccountFacts(
    AccountId account,
    Optional<String> name,
    Optional<Organization> organization,
    Optional<String> path,
    Lazy<Layer> scps,
    Lazy<Layer> rcps) {

  /// The organization that an account belongs to.
  public record Organization(String id, AccountId managementAccount) {}

  /// An account whose policies were read.
  public AccountFacts(
      AccountId account,
      Optional<String> name,
      Optional<Organization> organization,
      Optional<String> path,
      Layer serviceControlPolicies,
      Layer resourceControlPolicies) {
    this(
        account,
        name,
        organization,
        path,
        new Lazy<>(() -> serviceControlPolicies),
        new Lazy<>(() -> resourceControlPolicies));
  }

  /// What binds callers of this account.
  public Layer serviceControlPolicies() {
    return scps.get();
  }

  /// What binds roles of this account.
  public Layer resourceControlPolicies() {
    return rcps.get();
  }

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

  /// Facts are equal when they say the same, whenever their policies were read.
  @Override
  public boolean equals(Object other) {
    return other instanceof AccountFacts facts
        && account.equals(facts.account)
        && name.equals(facts.name)
        && organization.equals(facts.organization)
        && path.equals(facts.path)
        && serviceControlPolicies().equals(facts.serviceControlPolicies())
        && resourceControlPolicies().equals(facts.resourceControlPolicies());
  }

  @Override
  public int hashCode() {
    return Objects.hash(account, name, organization, path);
  }
}
