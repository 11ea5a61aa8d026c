package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;

/// Gives the credentials with which accounts are read.
public interface AccountAccess {

  /// The account that reads.
  AccountId home();

  /// How `account` may be read. May ask STS, and then takes as long as that takes.
  AwsAccess to(AccountId account);
}
