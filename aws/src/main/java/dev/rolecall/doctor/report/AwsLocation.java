package dev.rolecall.doctor.report;

import dev.rolecall.denial.AccountId;

/// Where something was looked at.
///
/// @param region empty for what is the same in all regions
/// @param thing which of several there, such as the ARN of a trail; may be empty
public record AwsLocation(AccountId account, String region, String thing) {

  /// An account as a whole.
  public static AwsLocation of(AccountId account) {
    return new AwsLocation(account, "", "");
  }

  /// A region of an account.
  public static AwsLocation of(AccountId account, String region) {
    return new AwsLocation(account, region, "");
  }

  @Override
  public String toString() {
    return account
        + (region.isEmpty() ? "" : " " + region)
        + (thing.isEmpty() ? "" : " (" + thing + ")");
  }
}
