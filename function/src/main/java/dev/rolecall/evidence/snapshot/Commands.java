package dev.rolecall.evidence.snapshot;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;

/// The commands that settle what a snapshot leaves open.
final class Commands {

  private Commands() {}

  static String readAccount(AccountId account) {
    return "aws iam get-account-authorization-details --profile PROFILE > " + account + ".json";
  }

  static String readRole(String name) {
    return "aws iam get-role --role-name " + quoted(name);
  }

  static String readUser(String name) {
    return "aws iam get-user --user-name " + quoted(name);
  }

  static String readGroup(String name) {
    return "aws iam get-group --group-name " + quoted(name);
  }

  /// @param type `role`, `user` or `group`
  static String readInline(String type, String name, String policy) {
    return "aws iam get-%s-policy --%s-name %s --policy-name %s"
        .formatted(type, type, quoted(name), quoted(policy));
  }

  static String readManaged(String arn) {
    return "aws iam get-policy-version --policy-arn %1$s --version-id $(aws iam get-policy --policy-arn %1$s --query Policy.DefaultVersionId --output text)"
        .formatted(quoted(arn));
  }

  static String readOrganization(AccountId account) {
    return "aws organizations describe-account --account-id " + account;
  }

  static String readPolicies(String target, String type) {
    return "aws organizations list-policies-for-target --target-id %s --filter %s"
        .formatted(quoted(target), type);
  }

  /// IAM tells of its changes in one region of each partition.
  static String readChanges(RoleArn role) {
    String region =
        switch (role.partition()) {
          case "aws-cn" -> "cn-north-1";
          case "aws-us-gov" -> "us-gov-west-1";
          default -> "us-east-1";
        };
    return "aws cloudtrail lookup-events --region "
        + region
        + " --lookup-attributes AttributeKey=ResourceName,AttributeValue="
        + quoted(role.name());
  }

  /// Names come from files that anybody may have written, and commands are pasted into shells.
  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9_+=,.@:/-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
