package dev.rolecall.cli.live;

/// Where the user's credentials are from.
sealed interface CredentialSource {

  /// Variables of the environment.
  ///
  /// @param id the access key ID
  /// @param session whether a session token belongs to it
  record Variables(String id, boolean session) implements CredentialSource {}

  /// Keys in a profile.
  record Keys(String profile) implements CredentialSource {}

  /// A command that a profile names.
  record Command(String profile) implements CredentialSource {}

  /// A profile for which the user signs in with the AWS CLI in a browser.
  ///
  /// @param sso IAM Identity Center; else the console's own sign-in
  record SignedIn(String profile, boolean sso) implements CredentialSource {}

  /// A profile for which the AWS CLI asks for a code.
  record Mfa(String profile) implements CredentialSource {}

  /// A role that a profile assumes.
  record Role(String profile, String arn, CredentialSource base) implements CredentialSource {}

  /// A token of an identity provider.
  record Token(String file, String role) implements CredentialSource {}

  /// The role of a container or pod.
  record Container() implements CredentialSource {}

  /// The role of an EC2 instance.
  ///
  /// @param asked whether a profile names it; else it is what is left
  record Instance(boolean asked) implements CredentialSource {}
}
