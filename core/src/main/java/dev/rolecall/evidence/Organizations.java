package dev.rolecall.evidence;

import dev.rolecall.denial.AccountId;

/// Tells of organizations.
public interface Organizations {

  /// The account's place. Absent: all organizations that could be read do not have it.
  Lookup<AccountFacts> account(AccountId account);
}
