package dev.rolecall.denial;

import java.util.Optional;

/// What the resource part of an IAM entity's ARN holds, shared by [RoleArn] and [UserArn].
record IamEntity(String partition, AccountId account, String path, String name) {

  /// The parts of `arn:PARTITION:iam::ACCOUNT:TYPE/PATH/NAME`, or empty when `text` is anything
  /// else.
  static Optional<IamEntity> parse(String text, String type) {
    return GlobalArn.parse(text, "iam").flatMap(arn -> of(arn, type));
  }

  private static Optional<IamEntity> of(GlobalArn arn, String type) {
    String resource = arn.resource();
    int slash = resource.lastIndexOf('/');
    if (!resource.startsWith(type + "/") || !isName(resource.substring(slash + 1))) {
      return Optional.empty();
    }
    return Optional.of(
        new IamEntity(
            arn.partition(),
            arn.account(),
            resource.substring(type.length(), slash + 1),
            resource.substring(slash + 1)));
  }

  /// Whether `text` is a name that IAM gives to users, roles and sessions: letters, digits and
  /// `_+=,.@-`.
  static boolean isName(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || "_+=,.@-".indexOf(c) >= 0);
  }
}
