package dev.rolecall.event;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The keys that OIDC providers' tokens bring: `PROVIDER:CLAIM`, in lower case. [Available keys for
/// AWS OIDC
/// federation](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif)
///
/// @param provider the provider's name; empty when the record does not tell
/// @param usual what other claims usually hold, by claim
record OidcKeys(
    Optional<String> provider,
    Optional<String> audience,
    String subject,
    Map<String, KeyState> usual) {

  private static final String GITHUB = "token.actions.githubusercontent.com";

  static OidcKeys of(Caller.WebIdentity caller) {
    Optional<String> provider = caller.provider().map(OidcKeys::name);
    boolean github = provider.filter(name -> name.startsWith(GITHUB)).isPresent();
    return new OidcKeys(
        provider,
        caller.audience(),
        caller.subject(),
        github ? GitHubSubject.claims(caller.subject()) : Map.of());
  }

  /// What stands in condition keys: a provider's URL without its scheme.
  private static String name(String provider) {
    String name = Caller.WebIdentity.providerName(provider);
    return (name.startsWith("https://") ? name.substring("https://".length()) : name)
        .toLowerCase(Locale.ROOT);
  }

  void put(RequestContext.Builder context) {
    provider.ifPresent(
        name -> {
          context.put(name + ":sub", KeyState.present(subject));
          audience.ifPresent(aud -> context.put(name + ":aud", KeyState.present(aud)));
        });
  }

  /// What is known of a provider's claim that nobody put.
  KeyState get(String key) {
    if (provider.isEmpty()) {
      return ofUnknownProvider(key);
    }
    String prefix = provider.get() + ":";
    if (!key.startsWith(prefix)) {
      return KeyState.ABSENT;
    }
    return unknown(key, Optional.ofNullable(usual.get(key.substring(prefix.length()))));
  }

  /// A subject is recorded, and it is not known whose.
  private KeyState ofUnknownProvider(String key) {
    Map<String, KeyState> claims = new HashMap<>();
    claims.put("sub", KeyState.present(subject));
    audience.ifPresent(aud -> claims.put("aud", KeyState.present(aud)));
    String claim = key.substring(key.lastIndexOf(':') + 1);
    return new KeyState.Unknown(Gaps.PROVIDER, Optional.ofNullable(claims.get(claim)));
  }

  private static KeyState unknown(String key, Optional<KeyState> usual) {
    return new KeyState.Unknown(Gaps.claim(key), usual);
  }
}
