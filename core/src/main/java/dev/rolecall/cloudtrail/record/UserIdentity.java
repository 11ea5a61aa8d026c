package dev.rolecall.cloudtrail.record;

import dev.rolecall.denial.AccountId;
import dev.rolecall.json.JsonValue;
import java.util.Optional;

/// `userIdentity`: who called, as recorded.
///
/// @param type as recorded, or `unknown`
public record UserIdentity(
    String type,
    Optional<String> arn,
    Optional<String> principalId,
    Optional<AccountId> account,
    Optional<String> accessKeyId,
    Optional<String> userName,
    Optional<String> identityProvider,
    Optional<String> invokedBy,
    SessionContext session) {

  /// How long the caller's keys live, as far as the record tells.
  public enum Keys {
    LONG_TERM,
    TEMPORARY,
    UNKNOWN
  }

  /// Of a call that was not recorded.
  static final UserIdentity UNKNOWN =
      new UserIdentity(
          "unknown",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          SessionContext.UNKNOWN);

  static UserIdentity of(JsonValue identity) {
    return new UserIdentity(
        identity.text("type").orElse("unknown"),
        identity.text("arn"),
        identity.text("principalId"),
        identity.text("accountId").flatMap(AccountId::parse),
        identity.text("accessKeyId"),
        identity.text("userName"),
        identity.text("identityProvider"),
        identity.text("invokedBy"),
        SessionContext.of(identity.object("sessionContext")));
  }

  /// Ids of long-term keys begin with AKIA, those of temporary ones with ASIA. [Unique
  /// identifiers](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids)
  public Keys keys() {
    String id = accessKeyId.orElse("");
    if (id.startsWith("ASIA") || session.mfa().isPresent() || session.created().isPresent()) {
      return Keys.TEMPORARY;
    }
    return id.startsWith("AKIA") ? Keys.LONG_TERM : Keys.UNKNOWN;
  }
}
