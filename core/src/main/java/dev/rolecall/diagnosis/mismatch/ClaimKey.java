package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.provider.IdentityProvider;
import dev.rolecall.provider.IdentityProviders;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A condition key that is, or was meant to be, a claim of a token: `PROVIDER:CLAIM`.
///
/// @param prefix what should be the provider's name
/// @param claim the claim, in lower case
public record ClaimKey(String prefix, String claim) {

  private static final Set<String> TELLING =
      Set.of("sub", "aud", "amr", "email", "azp", "iss", "oaud");
  private static final Set<String> OF_AWS = Set.of("aws", "sts", "iam", "saml");

  /// Empty for keys that do not look like a claim.
  public static Optional<ClaimKey> of(String key) {
    int colon = key.lastIndexOf(':');
    if (colon <= 0) {
      return Optional.empty();
    }
    ClaimKey split =
        new ClaimKey(key.substring(0, colon), key.substring(colon + 1).toLowerCase(Locale.ROOT));
    return split.looksLikeClaim() ? Optional.of(split) : Optional.empty();
  }

  /// Providers are named by their host; a name without a dot is one that was misspelled.
  private boolean looksLikeClaim() {
    String lower = prefix.toLowerCase(Locale.ROOT);
    return !OF_AWS.contains(lower)
        && (lower.contains(".") || lower.contains("/") || TELLING.contains(claim));
  }

  /// The name that keys of the token begin with; empty when its provider is not recorded.
  public static Optional<String> provider(WebIdentity identity) {
    return identity.provider().map(WebIdentity::providerName);
  }

  /// Whether the key begins as the keys of the token do.
  public boolean isOf(WebIdentity identity) {
    return provider(identity).filter(prefix::equalsIgnoreCase).isPresent();
  }

  /// Whether AWS makes a condition key of the claim, for tokens of this provider.
  boolean isEverPresent(WebIdentity identity) {
    return provider(identity)
        .flatMap(IdentityProviders.standard()::byIssuer)
        .map(it -> it.isConditionKey(claim))
        .orElseGet(() -> IdentityProvider.isConditionKeyOfAny(claim));
  }

  /// The key of the same claim that tokens of this provider can have; empty when they cannot.
  public Optional<String> corrected(WebIdentity identity) {
    return provider(identity)
        .filter(_ -> isEverPresent(identity))
        .map(provider -> provider + ":" + claim);
  }
}
