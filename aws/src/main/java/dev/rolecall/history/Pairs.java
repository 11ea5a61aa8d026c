package dev.rolecall.history;

import dev.rolecall.history.command.Sql;

/// What tells one pair of caller and role from another.
final class Pairs {

  private static final String SESSION = "(:assumed-role/[^/]+)/.*$";

  private Pairs() {}

  /// The ARN of a session without the session's name.
  static String withoutSession(String arn) {
    return Sql.replaced(arn, SESSION, "$1");
  }

  /// The ID of a role or user, without the session's name.
  static String uniqueId(String principalId) {
    return Sql.untilFirst(principalId, ':');
  }
}
