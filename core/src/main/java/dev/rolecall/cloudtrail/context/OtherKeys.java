package dev.rolecall.cloudtrail.context;

import dev.rolecall.cloudtrail.record.RecordedCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.provider.IdentityProviders;
import java.util.Set;
import java.util.function.Function;

/// The keys that were not put: claims of tokens and assertions, keys of other services, and keys
/// that are not known here.
final class OtherKeys {

  private static final Set<String> OF_EVERY_REQUEST = Set.of("aws", "sts", "iam");

  /// Keys of services that stick to the credentials they hand out, and so come with every call of a
  /// session. [Condition keys of
  /// EC2](https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html)
  private static final Set<String> OF_SESSIONS =
      Set.of(
          "ec2:roledelivery",
          "ec2:sourceinstancearn",
          "glue:credentialissuingservice",
          "glue:roleassumedby",
          "identitystore:identitystorearn",
          "identitystore:userid",
          "lambda:sourcefunctionarn",
          "ssm:sourceinstancearn");

  private OtherKeys() {}

  /// Answers for keys in lower case.
  static Function<String, KeyState> of(RecordedCall recorded) {
    boolean session = isSession(recorded.caller());
    Function<String, KeyState> claims = claims(recorded.caller(), session);
    KeyState saml = saml(recorded.caller(), session);
    return key -> {
      String prefix = key.substring(0, Math.max(0, key.indexOf(':')));
      if (prefix.contains(".") || prefix.contains("/")) {
        return claims.apply(key);
      }
      if (prefix.equals("saml")) {
        // A user has no assertion, whatever the key: the table of providers is not read for it.
        return saml.equals(KeyState.ABSENT) || IdentityProviders.standard().isSamlKey(key)
            ? saml
            : KeyState.ABSENT;
      }
      if (prefix.isEmpty() || OF_EVERY_REQUEST.contains(prefix)) {
        return KeyState.unknown(KeyGaps.key(key));
      }
      return session && OF_SESSIONS.contains(key)
          ? KeyState.usuallyAbsent(KeyGaps.sessionKey(key))
          : KeyState.ABSENT;
    };
  }

  /// Users and services have no token. A session may have begun with one, and some of its claims
  /// stay with it.
  private static Function<String, KeyState> claims(Caller caller, boolean session) {
    if (caller instanceof Caller.WebIdentity token) {
      return OidcKeys.of(token)::get;
    }
    return key -> session ? KeyState.usuallyAbsent(KeyGaps.sessionKey(key)) : KeyState.ABSENT;
  }

  private static KeyState saml(Caller caller, boolean session) {
    if (caller instanceof Caller.Saml) {
      return KeyState.unknown(RecordGap.ASSERTION.gap());
    }
    return session ? KeyState.usuallyAbsent(RecordGap.PROVIDER_OF_SESSION.gap()) : KeyState.ABSENT;
  }

  private static boolean isSession(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession _, Caller.Unidentified _ -> true;
      case Caller.IamUser _, Caller.Root _, Caller.Federated _, Caller.AwsService _ -> false;
    };
  }
}
