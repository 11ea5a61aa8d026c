package dev.rolecall.denial;

/// A partition of AWS.
public final class AwsPartition {

  private AwsPartition() {}

  /// The partition of a Region.
  public static String ofRegion(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  /// The region of a partition in which IAM and Organizations live, and in which CloudTrail records
  /// what happens in them.
  ///
  /// @param partition `aws`, `aws-cn` or `aws-us-gov`
  public static String globalRegion(String partition) {
    return switch (partition) {
      case "aws-cn" -> "cn-north-1";
      case "aws-us-gov" -> "us-gov-west-1";
      default -> "us-east-1";
    };
  }
}
