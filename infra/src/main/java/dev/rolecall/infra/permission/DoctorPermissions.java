package dev.rolecall.infra.permission;

import dev.rolecall.infra.settings.Members;
import java.util.List;
import software.amazon.awscdk.Aws;

/// What has to be read of an account to tell whether its denials get through.
public final class DoctorPermissions {

  private DoctorPermissions() {}

  /// The trails, without which EventBridge gets no denial.
  public static List<Permission> trails() {
    return List.of(
        Permission.wide(
            "FindTrails",
            List.of("cloudtrail:DescribeTrails"),
            List.of("*"),
            "whether there is a trail, without which no denial gets to a rule",
            "AWS gives this action no resource to name"),
        Permission.wide(
            "ReadTrails",
            List.of("cloudtrail:GetEventSelectors", "cloudtrail:GetTrailStatus"),
            List.of("arn:%s:cloudtrail:*:*:trail/*".formatted(Aws.PARTITION)),
            "whether the trail is on and logs read events, which denials are",
            "a trail may be the organization's, and may be at home in any region"));
  }

  /// The rule of the member stack, in every region.
  static Permission forwarding() {
    return Permission.wide(
        "ReadForwarding",
        List.of("events:DescribeRule", "events:ListTargetsByRule"),
        List.of(
            "arn:%s:events:*:%s:rule/%s"
                .formatted(Aws.PARTITION, Aws.ACCOUNT_ID, Members.RULE_NAME)),
        "whether the rule takes read events and forwards them to the central bus",
        "there is one in each region, and one role for all of them");
  }
}
