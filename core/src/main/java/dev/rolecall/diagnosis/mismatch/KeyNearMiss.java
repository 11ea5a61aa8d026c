package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.diagnosis.result.NearMiss.Kind;
import dev.rolecall.provider.IdentityProvider;
import dev.rolecall.provider.IdentityProviders;
import dev.rolecall.provider.Mistake;
import java.util.List;
import java.util.Optional;

/// Finds the condition key that was meant where one can never be present for a token.
final class KeyNearMiss {

  private KeyNearMiss() {}

  static Optional<NearMiss> find(WebIdentity identity, ClaimKey key) {
    Optional<String> name = ClaimKey.provider(identity);
    Optional<IdentityProvider> provider =
        name.flatMap(it -> IdentityProviders.standard().byLooks(it, identity.subject()));
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (!key.isEverPresent(identity)) {
      return Optional.of(
          NearMiss.of(
              Kind.NEVER_A_KEY,
              name.get() + ":sub",
              List.of(),
              provider.flatMap(it -> it.mistake(Mistake.About.NEVER, key.claim(), key.claim()))));
    }
    if (key.isOf(identity)) {
      return Optional.empty();
    }
    Optional<Mistake> mistake =
        provider.flatMap(it -> it.mistake(Mistake.About.KEY, name.get(), key.prefix()));
    return key.corrected(identity)
        .map(corrected -> NearMiss.of(Kind.WRONG_KEY, corrected, List.of(), mistake));
  }
}
