package dev.rolecall.doctor;

import dev.rolecall.denial.AccountId;

/// Where something was looked at.
///
/// @param region empty for what is the same in all regions
/// @param thing which of several there, such as the ARN of a trail; may be empty
public record Place(AccountId account, String region, String thing) {

  /// An account as a whole.
  static Place of(AccountId account) {
    return new Place(account, "", "");
  }

  /// A region of an account.
  static Place of(AccountId account, String region) {
    return new Place(account, region, "");
  }

  Place with(String name) {
    return new Place(account, region, name);
  }

  @Override
  public String toString() {
    return account
        + (region.isEmpty() ? "" : " " + region)
        + (thing.isEmpty() ? "" : " (" + thing + ")");
  }
}
