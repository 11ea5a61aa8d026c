package dev.rolecall.explanation.wording.gap;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.AwsPartition;
import dev.rolecall.denial.GapRemedy.Command;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.explanation.redaction.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The AWS CLI commands that settle gaps.
final class ReadCommands {

  /// A tool may try again for some minutes before it logs the failure.
  private static final Duration BEFORE_LOG = Duration.ofMinutes(15);

  private static final Duration AFTER_LOG = Duration.ofMinutes(2);

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_+=,.@:/-]+");

  private ReadCommands() {}

  static String of(Command command) {
    return switch (command) {
      case Command.ReadAccount(AccountId account) ->
          "aws iam get-account-authorization-details > " + account + ".json";
      case Command.ListRoles() -> "aws iam list-roles";
      case Command.ReadGroups() -> "aws iam get-account-authorization-details --filter Group";
      case Command.Read(var part, String type, String name) -> read(part, type, name);
      case Command.ReadInline(String type, String name, String policy) ->
          "aws iam get-%s-policy --%s-name %s --policy-name %s"
              .formatted(type, type, quoted(name), quoted(policy));
      case Command.ReadManaged(String arn) ->
          "aws iam get-policy-version --policy-arn %1$s --version-id $(aws iam get-policy --policy-arn %1$s --query Policy.DefaultVersionId --output text)"
              .formatted(quoted(arn));
      case Command.ReadPlace(AccountId account) ->
          "aws organizations describe-account --account-id " + account;
      case Command.ReadOrganization() -> "aws organizations describe-organization";
      case Command.ListControlPolicies(String target, PolicyType type) ->
          controlPolicies(target, type);
      case Command.ListChanges(RoleArn role) ->
          "aws cloudtrail lookup-events --region %s --lookup-attributes AttributeKey=ResourceName,AttributeValue=%s"
              .formatted(AwsPartition.globalRegion(role.partition()), quoted(role.name()));
      case Command.ReadEndpoints(String region, Optional<String> id) -> endpoints(region, id);
    };
  }

  /// Finds the records of a call.
  ///
  /// @param time when a log tells of it: it was made in the minutes before
  static String events(AssumeCall call, String region, Optional<Instant> time) {
    return "aws cloudtrail lookup-events --region %s --lookup-attributes".formatted(quoted(region))
        + " AttributeKey=EventName,AttributeValue="
        + call.eventName()
        + time.map(
                at ->
                    " --start-time %s --end-time %s"
                        .formatted(
                            at.truncatedTo(ChronoUnit.MINUTES).minus(BEFORE_LOG),
                            at.truncatedTo(ChronoUnit.MINUTES).plus(AFTER_LOG)))
            .orElse("");
  }

  /// AWS's own evaluation of a denied call. An ID holds letters, digits, `-` and `_`.
  static String evaluation(String region, String id) {
    return "aws iam-toolbox get-request-authorization-details --region %s --authorization-id %s"
        .formatted(quoted(region), quoted(id));
  }

  static String controlPolicies(String target, PolicyType type) {
    return "aws organizations list-policies-for-target --target-id %s --filter %s"
        .formatted(
            quoted(target),
            type == PolicyType.RCP ? "RESOURCE_CONTROL_POLICY" : "SERVICE_CONTROL_POLICY");
  }

  static String parents(AccountId account) {
    return "aws organizations list-parents --child-id " + account;
  }

  private static String read(Command.Read.Part part, String type, String name) {
    String title = type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
    String option = " --" + type + "-name " + quoted(name);
    String whole = "aws iam get-" + type + option;
    return switch (part) {
      case WHOLE -> whole;
      case ID -> whole + " --query " + title + "." + title + "Id";
      case BOUNDARY -> whole + " --query " + title + ".PermissionsBoundary";
      case TAGS -> "aws iam list-" + type + "-tags" + option;
      case INLINE_POLICIES -> "aws iam list-" + type + "-policies" + option;
      case ATTACHED_POLICIES -> "aws iam list-attached-" + type + "-policies" + option;
      case GROUPS -> "aws iam list-groups-for-" + type + option;
    };
  }

  private static String endpoints(String region, Optional<String> id) {
    String prefix = region.startsWith("cn-") ? "cn.com.amazonaws." : "com.amazonaws.";
    return "aws ec2 describe-vpc-endpoints --region "
        + quoted(region)
        + id.map(
                one ->
                    " --vpc-endpoint-ids "
                        + quoted(one)
                        + " --query 'VpcEndpoints[].PolicyDocument'")
            .orElseGet(
                () -> " --filters Name=service-name,Values=" + quoted(prefix + region + ".sts"));
  }

  /// Names come from files that anybody may have written, and commands are pasted into shells.
  private static String quoted(String text) {
    return PLAIN.matcher(text).matches()
        ? text
        : "'" + VisibleText.line(text).replace("'", "'\\''") + "'";
  }
}
