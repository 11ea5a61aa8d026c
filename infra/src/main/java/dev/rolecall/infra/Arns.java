package dev.rolecall.infra;

import software.amazon.awscdk.Aws;

/// ARNs that hold in every partition.
final class Arns {

  private Arns() {}

  /// Of IAM, in the stack's own account.
  static String iam(String resource) {
    return iam(Aws.ACCOUNT_ID, resource);
  }

  /// Of IAM, in `account`.
  static String iam(String account, String resource) {
    return "arn:%s:iam::%s:%s".formatted(Aws.PARTITION, account, resource);
  }

  /// In the stack's own account and region.
  static String regional(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s"
        .formatted(Aws.PARTITION, service, Aws.REGION, Aws.ACCOUNT_ID, resource);
  }
}
