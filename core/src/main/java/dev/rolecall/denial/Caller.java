package dev.rolecall.denial;

import java.util.Optional;

/// Who made the call, as `userIdentity` tells it.
public sealed interface Caller {

  /// A caller with policies of its own.
  sealed interface UserOrSession extends Caller {}

  /// A caller that brings a token or an assertion in place of AWS keys.
  sealed interface Federated extends Caller {}

  /// The account that the caller belongs to; empty for services and federated callers, which belong
  /// to none.
  default Optional<AccountId> account() {
    return switch (this) {
      case RoleSession session -> Optional.of(session.arn.account());
      case IamUser user -> Optional.of(user.arn.account());
      case Root root -> Optional.of(root.id);
      case Unidentified other -> other.recordedAccount;
      case Federated _, AwsService _ -> Optional.empty();
    };
  }

  /// The partition of the caller's credentials, where its ARN tells it.
  default Optional<String> knownPartition() {
    return switch (this) {
      case RoleSession session -> Optional.of(session.arn.partition());
      case IamUser user -> Optional.of(user.arn.partition());
      case Root root -> Optional.of(root.partition);
      case Federated _, AwsService _, Unidentified _ -> Optional.empty();
    };
  }

  /// The ARN that policies name the caller by: of the user, of the session's role with its path, of
  /// the root user; empty where there is none or the record does not tell.
  default Optional<String> principalArn() {
    return switch (this) {
      case RoleSession session -> session.role.map(RoleArn::toString);
      case IamUser user -> Optional.of(user.arn.toString());
      case Root root -> Optional.of(root.arn());
      case Federated _, AwsService _, Unidentified _ -> Optional.empty();
    };
  }

  /// The identity provider of a federated caller, by ARN or name; empty for other callers, and
  /// where it was not recorded.
  default Optional<String> provider() {
    return Optional.empty();
  }

  /// A session of an IAM role.
  ///
  /// @param arn the session's ARN; the role's path is not part of it
  /// @param role the role with its path, from `sessionIssuer`; empty when the record does not tell
  /// @param roleId the role's unique id (`AROA...`)
  record RoleSession(RoleSessionArn arn, Optional<RoleArn> role, Optional<String> roleId)
      implements UserOrSession {}

  /// An IAM user, with long-term or temporary keys.
  ///
  /// @param userId the user's unique id (`AIDA...`)
  record IamUser(UserArn arn, Optional<String> userId) implements UserOrSession {}

  /// The root user of an account. It can never assume a role.
  record Root(String partition, AccountId id) implements Caller {

    /// The root user with this ARN; empty when `text` is anything else.
    public static Optional<Root> parse(String text) {
      return GlobalArn.parse(text, "iam")
          .filter(arn -> arn.resource().equals("root") && arn.partition().matches("[a-z-]+"))
          .map(arn -> new Root(arn.partition(), arn.account()));
    }

    /// `arn:PARTITION:iam::ACCOUNT:root`.
    public String arn() {
      return "arn:" + partition + ":iam::" + id + ":root";
    }
  }

  /// A bearer of a token of an OpenID Connect provider.
  ///
  /// @param provider the provider's ARN, or its name (`cognito-identity.amazonaws.com`); empty when
  ///   not recorded
  /// @param audience the `aud` claim
  /// @param subject the `sub` claim
  record WebIdentity(Optional<String> provider, Optional<String> audience, String subject)
      implements Federated {

    private static final String OF_PROVIDER = ":oidc-provider/";

    /// The name that a provider's claims go by in condition keys, from its ARN or name:
    /// `token.actions.githubusercontent.com`.
    public static String providerName(String provider) {
      int at = provider.indexOf(OF_PROVIDER);
      return at < 0 ? provider : provider.substring(at + OF_PROVIDER.length());
    }
  }

  /// A bearer of a SAML assertion.
  ///
  /// @param provider the ARN of the SAML provider, from the request; empty when not recorded
  /// @param subject the name in the assertion
  record Saml(Optional<String> provider, String subject) implements Federated {}

  /// An AWS service that assumes a service role.
  ///
  /// @param principal the service principal: `lambda.amazonaws.com`
  record AwsService(String principal) implements Caller {}

  /// Any other kind of caller, or one whose record is incomplete; kept as it came.
  ///
  /// @param type `userIdentity.type` as recorded, or `unknown`
  /// @param text the ARN or principal id, whichever the record has; may be empty
  record Unidentified(String type, String text, Optional<AccountId> recordedAccount)
      implements Caller {}
}
