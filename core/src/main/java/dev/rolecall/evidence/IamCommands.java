package dev.rolecall.evidence;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import java.util.regex.Pattern;

/// The commands that settle what evidence leaves open.
public final class IamCommands {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_+=,.@:/-]+");

  private IamCommands() {}

  /// Reads a whole account.
  public static String readAccount(AccountId account) {
    return "aws iam get-account-authorization-details > " + account + ".json";
  }

  /// Reads a role.
  public static String readRole(String name) {
    return "aws iam get-role --role-name " + quoted(name);
  }

  /// Reads a user.
  public static String readUser(String name) {
    return "aws iam get-user --user-name " + quoted(name);
  }

  /// Reads the policies of all groups of an account; a group by itself shows its members only.
  public static String readGroups() {
    return "aws iam get-account-authorization-details --filter Group";
  }

  /// Reads the permissions boundary of a role.
  public static String readRoleBoundary(String name) {
    return readRole(name) + " --query Role.PermissionsBoundary";
  }

  /// Reads the permissions boundary of a user.
  public static String readUserBoundary(String name) {
    return readUser(name) + " --query User.PermissionsBoundary";
  }

  /// Reads the tags of a role.
  public static String readRoleTags(String name) {
    return "aws iam list-role-tags --role-name " + quoted(name);
  }

  /// Reads the tags of a user.
  public static String readUserTags(String name) {
    return "aws iam list-user-tags --user-name " + quoted(name);
  }

  /// Lists the inline policies of a principal.
  ///
  /// @param type `role`, `user` or `group`
  public static String listInline(String type, String name) {
    return "aws iam list-%s-policies --%s-name %s".formatted(type, type, quoted(name));
  }

  /// Lists the groups of a user.
  public static String listGroups(String user) {
    return "aws iam list-groups-for-user --user-name " + quoted(user);
  }

  /// Reads an inline policy.
  ///
  /// @param type `role`, `user` or `group`
  public static String readInline(String type, String name, String policy) {
    return "aws iam get-%s-policy --%s-name %s --policy-name %s"
        .formatted(type, type, quoted(name), quoted(policy));
  }

  /// Lists the managed policies of a principal.
  ///
  /// @param type `role`, `user` or `group`
  public static String listPolicies(String type, String name) {
    return "aws iam list-attached-%s-policies --%s-name %s".formatted(type, type, quoted(name));
  }

  /// Reads the version of a managed policy that is in force.
  public static String readManaged(String arn) {
    return "aws iam get-policy-version --policy-arn %1$s --version-id $(aws iam get-policy --policy-arn %1$s --query Policy.DefaultVersionId --output text)"
        .formatted(quoted(arn));
  }

  /// Reads the place of an account.
  public static String readOrganization(AccountId account) {
    return "aws organizations describe-account --account-id " + account;
  }

  /// Lists the SCPs or RCPs of a target.
  public static String readPolicies(String target, String type) {
    return "aws organizations list-policies-for-target --target-id %s --filter %s"
        .formatted(quoted(target), type);
  }

  /// Reads the SCPs or RCPs that bind an account: of itself and of all that is above it.
  public static String readAllPolicies(AccountId account, String type) {
    return "run `"
        + readPolicies(account.value(), type)
        + "`, and the same for each OU above the account and for the root (`aws organizations"
        + " list-parents --child-id "
        + account
        + "` shows the next one up)";
  }

  /// Lists the changes of a role.
  public static String readChanges(RoleArn role) {
    return readChanges(role.partition(), role.name());
  }

  /// Lists the changes of a role or user.
  public static String readChanges(String partition, String name) {
    return "aws cloudtrail lookup-events --region "
        + iamRegion(partition)
        + " --lookup-attributes AttributeKey=ResourceName,AttributeValue="
        + quoted(name);
  }

  /// Reads the policy of a VPC endpoint.
  public static String readEndpoint(String region, String id) {
    return "aws ec2 describe-vpc-endpoints --region %s --vpc-endpoint-ids %s --query 'VpcEndpoints[].PolicyDocument'"
        .formatted(quoted(region), quoted(id));
  }

  /// Lists the VPC endpoints for STS of a region, with their policies.
  public static String readEndpoints(String region) {
    String prefix = region.startsWith("cn-") ? "cn.com.amazonaws." : "com.amazonaws.";
    return "aws ec2 describe-vpc-endpoints --region %s --filters Name=service-name,Values=%s"
        .formatted(quoted(region), quoted(prefix + region + ".sts"));
  }

  /// The region of a partition in which IAM tells of its changes.
  public static String iamRegion(String partition) {
    return switch (partition) {
      case "aws-cn" -> "cn-north-1";
      case "aws-us-gov" -> "us-gov-west-1";
      default -> "us-east-1";
    };
  }

  /// Names come from files that anybody may have written, and commands are pasted into shells.
  private static String quoted(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
