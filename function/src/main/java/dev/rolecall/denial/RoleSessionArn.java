package dev.rolecall.denial;

import java.util.Optional;
import software.amazon.awssdk.arns.Arn;

/// The ARN of a role session: `arn:PARTITION:sts::ACCOUNT:assumed-role/ROLE/SESSION`. It never holds the role's path.
public record RoleSessionArn(String partition, AccountId account, String roleName, String sessionName) {

  private static final String TYPE = "assumed-role/";

  /// The session ARN in `text`, or empty when `text` is anything else.
  public static Optional<RoleSessionArn> parse(String text) {
    return Arn.tryFromString(text)
        .filter(arn -> arn.service().equals("sts") && arn.resourceAsString().startsWith(TYPE))
        .flatMap(RoleSessionArn::of);
  }

  private static Optional<RoleSessionArn> of(Arn arn) {
    String names = arn.resourceAsString().substring(TYPE.length());
    int slash = names.indexOf('/');
    if (slash < 0
        || !IamEntity.isName(names.substring(0, slash))
        || !IamEntity.isName(names.substring(slash + 1))) {
      return Optional.empty();
    }
    return arn.accountId()
        .flatMap(AccountId::parse)
        .map(
            account ->
                new RoleSessionArn(
                    arn.partition(), account, names.substring(0, slash), names.substring(slash + 1)));
  }

  @Override
  public String toString() {
    return "arn:" + partition + ":sts::" + account + ":" + TYPE + roleName + "/" + sessionName;
  }
}
