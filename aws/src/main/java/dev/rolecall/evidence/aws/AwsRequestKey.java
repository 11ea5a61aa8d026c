package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;

/// One question to AWS.
///
/// @param account whose credentials ask
/// @param action the call: `iam:GetRole`
/// @param on what it is about, as one may read it: `role deploy`
record AwsRequestKey(AccountId account, String action, String on) {

  @Override
  public String toString() {
    return on.isEmpty() ? action : action + " on " + on;
  }
}
