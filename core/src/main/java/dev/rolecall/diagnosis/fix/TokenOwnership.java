package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.diagnosis.mismatch.ClaimKey;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalEntry.Federated;
import dev.rolecall.provider.Owner;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether a token belongs to those who keep the role. An issuer of a single customer is theirs, as
/// it was added to the account; of an issuer that many customers share, those are theirs whom their
/// trust policies name.
public enum TokenOwnership {
  OWN,
  /// Another customer of a shared issuer.
  OTHER,
  /// The token does not say whose it is.
  UNKNOWN;

  /// Who keeps the role, by the trust policies that are known.
  ///
  /// @param statements of trust policies of the account, those of the role first
  public static TokenOwnership of(WebIdentity identity, Stream<Statement> statements) {
    Optional<String> issuer = ClaimKey.provider(identity);
    if (issuer.isEmpty()) {
      return OTHER;
    }
    if (TokenSubjects.shared(identity).isEmpty()) {
      return OWN;
    }
    Optional<Owner> owner = TokenSubjects.knownOwner(identity);
    boolean named =
        statements
            .filter(statement -> trusts(statement, issuer.get()))
            .flatMap(statement -> statement.conditions().stream())
            .filter(condition -> !condition.operator().comparison().negated())
            .anyMatch(condition -> names(condition, identity, owner));
    return named ? OWN : owner.isPresent() ? OTHER : UNKNOWN;
  }

  /// Whether a pattern of subjects is of the owner of this token and of no other.
  static boolean isOwners(String pattern, WebIdentity identity) {
    return TokenSubjects.shared(identity).isEmpty()
        || TokenSubjects.knownOwner(identity)
            .filter(owner -> owner.isNamedBy("sub", pattern, true))
            .isPresent();
  }

  private static boolean trusts(Statement statement, String issuer) {
    return statement.entries().stream()
        .anyMatch(
            entry ->
                entry instanceof Federated(String text)
                    && WebIdentity.providerName(text).equalsIgnoreCase(issuer));
  }

  private static boolean names(Condition condition, WebIdentity identity, Optional<Owner> owner) {
    String key = condition.lowerCaseKey();
    String claim = key.substring(key.lastIndexOf(':') + 1);
    boolean wildcards = condition.operator().comparison() == Comparison.STRING_LIKE;
    List<String> values = condition.values();
    return (claim.equals("sub") && !wildcards && values.contains(identity.subject()))
        || owner
            .filter(it -> values.stream().anyMatch(value -> it.isNamedBy(claim, value, wildcards)))
            .isPresent();
  }
}
