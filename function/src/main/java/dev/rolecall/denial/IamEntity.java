package dev.rolecall.denial;

import java.util.Optional;
import software.amazon.awssdk.arns.Arn;

/// What the resource part of an IAM entity's ARN holds, shared by [RoleArn] and [UserArn].
record IamEntity(String partition, AccountId account, String path, String name) {

  /// The parts of `arn:PARTITION:iam::ACCOUNT:TYPE/PATH/NAME`, or empty when `text` is anything else.
  static Optional<IamEntity> parse(String text, String type) {
    return Arn.tryFromString(text)
        .filter(arn -> arn.service().equals("iam") && arn.region().isEmpty())
        .flatMap(arn -> of(arn, type));
  }

  private static Optional<IamEntity> of(Arn arn, String type) {
    String resource = arn.resourceAsString();
    if (!resource.startsWith(type + "/")) {
      return Optional.empty();
    }
    int slash = resource.lastIndexOf('/');
    String name = resource.substring(slash + 1);
    return !isName(name)
        ? Optional.empty()
        : arn.accountId()
            .flatMap(AccountId::parse)
            .map(
                account ->
                    new IamEntity(
                        arn.partition(), account, resource.substring(type.length(), slash + 1), name));
  }

  /// Whether `text` is a name that IAM gives to users, roles and sessions: letters, digits and `_+=,.@-`.
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
