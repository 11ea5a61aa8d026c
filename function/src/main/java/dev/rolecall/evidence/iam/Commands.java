package dev.rolecall.evidence.iam;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;

/// The commands that settle what evidence leaves open.
public final class Commands {

  private Commands() {}

  /// Reads a whole account.
  public static String readAccount(AccountId account) {
    return "aws iam get-account-authorization-details --profile PROFILE > " + account + ".json";
  }

  /// Reads a role.
  public static String readRole(String name) {
    return "aws iam get-role --role-name " + quoted(name);
  }

  /// Reads a user.
  public static String readUser(String name) {
    return "aws iam get-user --user-name " + quoted(name);
  }

  /// Reads a group.
  public static String readGroup(String name) {
    return "aws iam get-group --group-name " + quoted(name);
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

  /// Lists the changes of a role.
  public static String readChanges(RoleArn role) {
    return "aws cloudtrail lookup-events --region "
        + iamRegion(role.partition())
        + " --lookup-attributes AttributeKey=ResourceName,AttributeValue="
        + quoted(role.name());
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
    return text.matches("[A-Za-z0-9_+=,.@:/-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
