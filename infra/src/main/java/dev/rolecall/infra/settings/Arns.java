package dev.rolecall.infra.settings;

import software.amazon.awscdk.Aws;

/// ARNs that hold in every partition.
public final class Arns {

  private Arns() {}

  /// Of IAM, in the stack's own account.
  public static String iam(String resource) {
    return iam(Aws.ACCOUNT_ID, resource);
  }

  /// Of IAM, in `account`.
  public static String iam(String account, String resource) {
    return "arn:%s:iam::%s:%s".formatted(Aws.PARTITION, account, resource);
  }

  /// In the stack's own account and region.
  public static String regional(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s"
        .formatted(Aws.PARTITION, service, Aws.REGION, Aws.ACCOUNT_ID, resource);
  }
}
