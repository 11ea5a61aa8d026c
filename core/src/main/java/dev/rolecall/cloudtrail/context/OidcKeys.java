package dev.rolecall.cloudtrail.context;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.provider.IdentityProvider;
import dev.rolecall.provider.IdentityProviders;
import dev.rolecall.provider.Subject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The keys that OIDC providers' tokens bring: `PROVIDER:CLAIM`, in lower case. AWS makes condition
/// keys of a few claims only, and of no others, whatever the token holds. [Available keys for AWS
/// OIDC
/// federation](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif)
///
/// @param provider the provider's name as condition keys have it, in lower case; empty when the
///   record does not tell
/// @param known what is known of the provider
record OidcKeys(
    Optional<String> provider,
    Optional<IdentityProvider> known,
    Optional<String> audience,
    String subject) {

  static OidcKeys of(Caller.WebIdentity caller) {
    Optional<String> name = caller.provider().map(OidcKeys::name);
    return new OidcKeys(
        name.map(it -> it.toLowerCase(Locale.ROOT)),
        name.flatMap(IdentityProviders.standard()::byIssuer),
        caller.audience(),
        caller.subject());
  }

  /// What stands in condition keys: a provider's URL without its scheme.
  private static String name(String provider) {
    String name = Caller.WebIdentity.providerName(provider);
    return name.startsWith("https://") ? name.substring("https://".length()) : name;
  }

  void put(RequestContext.Builder context) {
    provider.ifPresent(
        name -> {
          if (!subject.isEmpty()) {
            context.put(name + ":sub", KeyState.present(subject));
          }
          audience.ifPresent(aud -> context.put(name + ":aud", KeyState.present(aud)));
        });
  }

  /// What is known of a provider's claim that was not put.
  KeyState get(String key) {
    if (provider.isEmpty()) {
      return ofUnknownProvider(key);
    }
    String prefix = provider.get() + ":";
    return key.startsWith(prefix) ? claim(key, key.substring(prefix.length())) : KeyState.ABSENT;
  }

  private KeyState claim(String key, String claim) {
    boolean possible =
        known
            .map(it -> it.isConditionKey(claim))
            .orElseGet(() -> IdentityProvider.isConditionKeyOfAny(claim));
    if (!possible) {
      return KeyState.ABSENT;
    }
    Optional<Subject> parsed = known.flatMap(it -> it.subject(subject));
    return known
        .flatMap(it -> parsed.flatMap(own -> it.derived(claim, own)))
        .map(KeyState::present)
        .orElseGet(() -> new KeyState.Unknown(KeyGaps.claim(key), usually(claim, parsed)));
  }

  private Optional<KeyState> usually(String claim, Optional<Subject> parsed) {
    return known
        .filter(it -> parsed.filter(own -> it.isUsuallyAbsent(claim, own)).isPresent())
        .map(_ -> KeyState.ABSENT);
  }

  /// A subject is recorded, and it is not known whose.
  private KeyState ofUnknownProvider(String key) {
    Map<String, KeyState> claims = new HashMap<>();
    claims.put("sub", KeyState.present(subject));
    audience.ifPresent(aud -> claims.put("aud", KeyState.present(aud)));
    String claim = key.substring(key.lastIndexOf(':') + 1);
    return new KeyState.Unknown(
        RecordGap.PROVIDER_OF_TOKEN.gap(), Optional.ofNullable(claims.get(claim)));
  }
}
