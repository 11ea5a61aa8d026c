package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.installation.NumericSetting;
import java.time.Duration;
import java.util.Optional;

/// How to read evidence from AWS.
///
/// @param deadline for all evidence of one denial but the changes; what is not there by then is a
///   gap
/// @param changesDeadline the same for what was changed
/// @param cacheTime how long an answer is good for the next denial
/// @param organizationAccount where Organizations is asked: the management account or a delegated
///   administrator; empty for the account that reads
public record AwsSettings(
    Duration deadline,
    Duration changesDeadline,
    Duration cacheTime,
    Optional<AccountId> organizationAccount) {

  /// Without any setting: Organizations is asked in the account that reads.
  public static AwsSettings standard() {
    return of(NumericSetting::standard, Optional.empty());
  }

  /// By the numbers of the settings.
  public static AwsSettings of(
      NumericSetting.Numbers numbers, Optional<AccountId> organizationAccount) {
    return new AwsSettings(
        numbers.time(NumericSetting.EVIDENCE_DEADLINE_SECONDS),
        numbers.time(NumericSetting.CHANGES_DEADLINE_SECONDS),
        numbers.time(NumericSetting.CACHE_SECONDS),
        organizationAccount);
  }
}
