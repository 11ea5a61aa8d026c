package dev.rolecall.denial;

/// The ARN of a role or a user.
public sealed interface PrincipalArn permits RoleArn, UserArn {
  String partition();

  AccountId account();

  /// Begins and ends with a slash.
  String path();

  String name();
}
