package dev.rolecall.denial;

import java.util.Optional;

/// The ARN of an IAM user: `arn:PARTITION:iam::ACCOUNT:user/PATH/NAME`.
///
/// @param path begins and ends with a slash; `/` alone when the user has none
/// @param name unique within the account, whatever the path
public record UserArn(String partition, AccountId account, String path, String name)
    implements PrincipalArn {

  /// The user ARN in `text`, or empty when `text` is anything else.
  public static Optional<UserArn> parse(String text) {
    return IamEntity.parse(text, "user")
        .map(user -> new UserArn(user.partition(), user.account(), user.path(), user.name()));
  }

  @Override
  public String toString() {
    return "arn:" + partition + ":iam::" + account + ":user" + path + name;
  }
}
