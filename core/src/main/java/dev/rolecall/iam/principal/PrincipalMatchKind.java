package dev.rolecall.iam.principal;

import java.util.Set;

/// How a principal element matched a caller. It matters: a grant to a user, a role or a session
/// stands by itself in the role's own account, a grant to an account only delegates to that
/// account's own policies.
public enum PrincipalMatchKind {
  USER,
  SESSION,
  ROLE,
  SERVICE,
  FEDERATED,
  EVERYONE,
  ACCOUNT;

  /// Every way of matching.
  public static final Set<PrincipalMatchKind> ANY = Set.of(values());
}
