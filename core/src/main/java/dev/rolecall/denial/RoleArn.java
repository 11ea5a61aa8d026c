package dev.rolecall.denial;

import java.util.Optional;

/// The ARN of an IAM role: `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME`.
///
/// @param path begins and ends with a slash; `/` alone when the role has none
/// @param name unique within the account, whatever the path
public record RoleArn(String partition, AccountId account, String path, String name)
    implements PrincipalArn {

  /// The role ARN in `text`, or empty when `text` is anything else.
  public static Optional<RoleArn> parse(String text) {
    return IamEntity.parse(text, "role")
        .map(role -> new RoleArn(role.partition(), role.account(), role.path(), role.name()));
  }

  /// Roles that only an AWS service may use; SCPs and RCPs do not bind them. [Service-linked
  /// roles](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html)
  public boolean isServiceLinked() {
    return path.startsWith("/aws-service-role/");
  }

  /// Roles that IAM Identity Center keeps for a permission set; their name ends in a generated
  /// suffix.
  public boolean isIdentityCenter() {
    return path.startsWith("/aws-reserved/sso.amazonaws.com/");
  }

  /// Whether AWS refuses every edit of the role, its trust policy included (`UnmodifiableEntity`):
  /// the service that made it keeps it.
  public boolean isUnmodifiable() {
    return isServiceLinked() || isIdentityCenter() || name.startsWith("AWSReservedSSO_");
  }

  /// Whether both have the name that only one role of an account has.
  public boolean isNamesake(RoleArn other) {
    return account.equals(other.account) && name.equals(other.name);
  }

  @Override
  public String toString() {
    return "arn:" + partition + ":iam::" + account + ":role" + path + name;
  }
}
