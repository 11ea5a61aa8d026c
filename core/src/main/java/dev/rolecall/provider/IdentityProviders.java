package dev.rolecall.provider;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The identity providers that are known, by their issuers.
public final class IdentityProviders {

  /// Issuers come from records that anybody can write, so only so many are remembered.
  private static final int MOST_REMEMBERED = 1_000;

  private final List<IdentityProvider> providers;
  private final List<Mistake> mistakes;
  private final Set<String> samlKeys;
  private final Map<String, Optional<IdentityProvider>> remembered = new ConcurrentHashMap<>();

  IdentityProviders(
      List<IdentityProvider> providers, List<Mistake> mistakes, Set<String> samlKeys) {
    this.providers = List.copyOf(providers);
    this.samlKeys = Set.copyOf(samlKeys);
    this.mistakes = List.copyOf(mistakes);
  }

  /// The table that comes with the product, read when it is needed first.
  public static IdentityProviders standard() {
    return Standard.TABLE;
  }

  private static final class Standard {
    static final IdentityProviders TABLE = ProviderReader.read();
  }

  /// All entries, in their order.
  public List<IdentityProvider> all() {
    return providers;
  }

  /// The provider whose issuer this is.
  ///
  /// @param issuer the provider's name: what stands behind `oidc-provider/` in its ARN
  public Optional<IdentityProvider> byIssuer(String issuer) {
    return remembered.size() < MOST_REMEMBERED || remembered.containsKey(issuer)
        ? remembered.computeIfAbsent(issuer, this::find)
        : find(issuer);
  }

  private Optional<IdentityProvider> find(String issuer) {
    return providers.stream()
        .filter(provider -> !provider.isAnyHost() && provider.matches(issuer))
        .findFirst();
  }

  /// The provider that a token looks to be from, where its issuer is known or, failing that, its
  /// subject as a whole has a provider's form. Such a look is good for words, and for what changes
  /// with every run; it proves nothing.
  public Optional<IdentityProvider> byLooks(String issuer, String subject) {
    return byIssuer(issuer)
        .or(
            () ->
                providers.stream()
                    .filter(IdentityProvider::isAnyHost)
                    .filter(provider -> provider.matches(issuer))
                    .filter(provider -> provider.subject(subject).isPresent())
                    .findFirst());
  }

  /// Whether tokens of this issuer can have a condition key that looks like a claim.
  ///
  /// @param key in lower case
  public boolean isEverPresent(String issuer, String key) {
    String prefix = issuer.toLowerCase(Locale.ROOT) + ":";
    if (!key.startsWith(prefix)) {
      return false;
    }
    String claim = key.substring(prefix.length());
    return byIssuer(issuer)
        .map(provider -> provider.isConditionKey(claim))
        .orElseGet(() -> IdentityProvider.isConditionKeyOfAny(claim));
  }

  /// Whether assertions can bring a condition key: `saml:aud`, in lower case.
  public boolean isSamlKey(String key) {
    return samlKeys.contains(key);
  }

  /// The mistake, of those that can be made with every provider, that explains why something other
  /// than the subject does not fit.
  public Optional<Mistake> mistake(Mistake.About about, String sent, String wanted) {
    return mistakes.stream().filter(mistake -> mistake.fits(about, sent, wanted)).findFirst();
  }
}
