package dev.rolecall.gate.plan;

import dev.rolecall.denial.AccountId;
import java.util.Map;
import java.util.Optional;

/// Accounts that a plan does not contain, as given by its user.
///
/// @param byProvider by key of the provider configuration, such as `aws.staging`
/// @param other for all other resources
public record AccountOptions(Map<String, AccountId> byProvider, Optional<AccountId> other) {

  public AccountOptions {
    byProvider = Map.copyOf(byProvider);
  }
}
