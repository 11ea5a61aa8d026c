package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
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

  /// 8 seconds, 4 for changes, one minute, Organizations asked at home.
  public static AwsSettings standard() {
    return new AwsSettings(
        Duration.ofSeconds(8), Duration.ofSeconds(4), Duration.ofSeconds(60), Optional.empty());
  }
}
