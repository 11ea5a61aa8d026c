package dev.rolecall.denial;

import java.util.Optional;

/// The ARN of a role session: `arn:PARTITION:sts::ACCOUNT:assumed-role/ROLE/SESSION`. It never
/// holds the role's path.
public record RoleSessionArn(
    String partition, AccountId account, String roleName, String sessionName) {

  /// In place of the name of a session that is not known; no session can be called so.
  public static final String ANY_SESSION = "*";

  private static final String TYPE = "assumed-role/";

  /// The session ARN in `text`, or empty when `text` is anything else.
  public static Optional<RoleSessionArn> parse(String text) {
    return GlobalArn.parse(text, "sts").flatMap(RoleSessionArn::of);
  }

  private static Optional<RoleSessionArn> of(GlobalArn arn) {
    String resource = arn.resource();
    int slash = resource.indexOf('/', TYPE.length());
    if (!resource.startsWith(TYPE)
        || slash < 0
        || !IamEntity.isName(resource.substring(TYPE.length(), slash))
        || !IamEntity.isName(resource.substring(slash + 1))) {
      return Optional.empty();
    }
    return Optional.of(
        new RoleSessionArn(
            arn.partition(),
            arn.account(),
            resource.substring(TYPE.length(), slash),
            resource.substring(slash + 1)));
  }

  /// Whether the name of the session is not known.
  public boolean isOfAnySession() {
    return sessionName.equals(ANY_SESSION);
  }

  @Override
  public String toString() {
    return "arn:" + partition + ":sts::" + account + ":" + TYPE + roleName + "/" + sessionName;
  }
}
