package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.diagnosis.mismatch.ClaimKey;
import dev.rolecall.provider.IdentityProvider;
import dev.rolecall.provider.IdentityProviders;
import dev.rolecall.provider.Owner;
import java.util.Locale;
import java.util.Optional;

/// Whom tokens belong to.
public final class TokenSubjects {

  private TokenSubjects() {}

  /// Whom a token belongs to, in one text that is the same for all tokens of that owner of one
  /// provider. Where the provider is not known, the part of the subject before its first slash or,
  /// where there is none, before its second colon, in lower case.
  public static String owner(WebIdentity identity) {
    return knownOwner(identity)
        .map(Owner::text)
        .filter(text -> !text.isEmpty())
        .orElseGet(() -> begin(identity.subject().toLowerCase(Locale.ROOT)));
  }

  /// What is known of the issuer of a token.
  static Optional<IdentityProvider> known(WebIdentity identity) {
    return ClaimKey.provider(identity).flatMap(IdentityProviders.standard()::byIssuer);
  }

  /// The same where the issuer is one that many customers share.
  static Optional<IdentityProvider> shared(WebIdentity identity) {
    return known(identity)
        .filter(provider -> ClaimKey.provider(identity).filter(provider::isShared).isPresent());
  }

  /// Whom a token belongs to; empty when it does not say so.
  static Optional<Owner> knownOwner(WebIdentity identity) {
    return known(identity)
        .flatMap(
            provider -> provider.owner(provider.subject(identity.subject()), identity.audience()));
  }

  private static String begin(String subject) {
    int slash = subject.indexOf('/');
    if (slash > 0) {
      return subject.substring(0, slash);
    }
    int first = subject.indexOf(':');
    int second = first < 0 ? -1 : subject.indexOf(':', first + 1);
    return second < 0 ? subject : subject.substring(0, second);
  }
}
