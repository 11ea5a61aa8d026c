package dev.rolecall.infra.permission;

import dev.rolecall.infra.settings.Members;
import dev.rolecall.infra.wording.PermissionWords;
import java.util.List;
import software.amazon.awscdk.Aws;

/// What must be read of an account to find out whether its denials get through.
public final class DoctorPermissions {

  private DoctorPermissions() {}

  /// The trails, without which EventBridge gets no denial.
  public static List<Permission> trails() {
    return List.of(
        Permission.wide(
            "FindTrails",
            List.of("cloudtrail:DescribeTrails"),
            List.of("*"),
            PermissionWords.findTrails(),
            PermissionWords.noResource()),
        Permission.wide(
            "ReadTrails",
            List.of("cloudtrail:GetEventSelectors", "cloudtrail:GetTrailStatus"),
            List.of("arn:%s:cloudtrail:*:*:trail/*".formatted(Aws.PARTITION)),
            PermissionWords.readTrails(),
            PermissionWords.anyTrail()));
  }

  /// The rule of the member stack, in every region.
  static Permission forwarding() {
    return Permission.wide(
        "ReadForwarding",
        List.of("events:DescribeRule", "events:ListTargetsByRule"),
        List.of(
            "arn:%s:events:*:%s:rule/%s"
                .formatted(Aws.PARTITION, Aws.ACCOUNT_ID, Members.RULE_NAME)),
        PermissionWords.forwardingRules(),
        PermissionWords.eachRegion());
  }
}
