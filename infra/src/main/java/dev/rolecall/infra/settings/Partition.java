package dev.rolecall.infra.settings;

/// A partition of AWS.
public enum Partition {
  COMMERCIAL("", "us-east-1"),
  CHINA("cn-", "cn-north-1"),
  GOV_CLOUD("us-gov-", "us-gov-west-1");

  private final String prefix;
  private final String globalRegion;

  Partition(String prefix, String globalRegion) {
    this.prefix = prefix;
    this.globalRegion = globalRegion;
  }

  public static Partition of(String region) {
    if (region.startsWith(CHINA.prefix)) {
      return CHINA;
    }
    return region.startsWith(GOV_CLOUD.prefix) ? GOV_CLOUD : COMMERCIAL;
  }

  /// The region in which global services record their events.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
  public String globalRegion() {
    return globalRegion;
  }
}
