package dev.rolecall.provider;

import dev.rolecall.denial.Caller;

/// Whether the tokens or assertions of a provider bring session tags or a source identity, for
/// which the trust policy has to allow `sts:TagSession` and `sts:SetSourceIdentity`. CloudTrail
/// records neither. [Passing session
/// tags](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp)
public enum TokenTags {
  /// Nobody can make the provider put such claims into its tokens.
  NEVER,
  /// Whoever runs the provider can, or nothing is known of it.
  POSSIBLE,
  /// The provider documents them.
  DOCUMENTED;

  /// Whether `caller` may have brought some with its token or assertion.
  public static TokenTags of(Caller caller) {
    return switch (caller) {
      case Caller.WebIdentity identity ->
          identity
              .provider()
              .map(Caller.WebIdentity::providerName)
              .flatMap(IdentityProviders.standard()::byIssuer)
              .map(IdentityProvider::tokenTags)
              .orElse(POSSIBLE);
      case Caller.Saml _ -> DOCUMENTED;
      case Caller.UserOrSession _, Caller.Root _, Caller.AwsService _, Caller.Unidentified _ ->
          NEVER;
    };
  }
}
