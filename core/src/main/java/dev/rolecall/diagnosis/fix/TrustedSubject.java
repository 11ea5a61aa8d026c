package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.diagnosis.mismatch.ClaimKey;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.provider.IdentityProvider;
import dev.rolecall.provider.IdentityProviders;
import dev.rolecall.provider.Subject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a trust policy names the subject of a workload.
///
/// @param value the subject, or a pattern where its next run has another
/// @param isIdentified whether it says whose it is, without the audience
record TrustedSubject(String value, boolean isExact, boolean isIdentified) {

  private static final Pattern POOL = Pattern.compile("[a-z0-9-]+:[0-9a-fA-F-]{36}");

  /// Empty when no policy can or should name it.
  static Optional<TrustedSubject> of(WebIdentity identity, Optional<Statement> meant) {
    String text = identity.subject();
    boolean shared = TokenSubjects.shared(identity).isPresent();
    if (text.isEmpty()) {
      return ofPool(identity);
    }
    if (text.contains("${")) {
      return Optional.empty();
    }
    TrustedSubject exact = new TrustedSubject(text, true, true);
    if (meant.filter(exact::isWantedBy).isPresent()) {
      return Optional.of(exact);
    }
    Optional<IdentityProvider> provider =
        IdentityProviders.standard().byLooks(ClaimKey.provider(identity).orElse(""), text);
    if (provider.isEmpty()) {
      return Optional.of(exact);
    }
    if (provider.get().isNeverToBeTrusted(text)) {
      return Optional.empty();
    }
    Optional<Subject> subject = provider.get().subject(text);
    if (subject.isEmpty()) {
      return provider.get().isHosted() || shared ? Optional.empty() : Optional.of(exact);
    }
    return subject
        .get()
        .stablePattern()
        .filter(_ -> !shared || TokenSubjects.knownOwner(identity).isPresent())
        .map(
            pattern ->
                new TrustedSubject(
                    pattern, subject.get().isStable(), subject.get().isIdentified()));
  }

  /// Identities of a Cognito identity pool have IDs that begin with the pool's region. Policies
  /// name the pool by the audience; which identity it is, they leave open.
  private static Optional<TrustedSubject> ofPool(WebIdentity identity) {
    return TokenSubjects.known(identity)
        .filter(provider -> provider.id().equals("cognito"))
        .flatMap(_ -> identity.audience())
        .filter(pool -> POOL.matcher(pool).matches())
        .map(pool -> pool.substring(0, pool.indexOf(':')) + ":*")
        .map(pattern -> new TrustedSubject(pattern, false, false));
  }

  ConditionOperator operator() {
    return ConditionOperator.of(isExact ? Comparison.STRING_EQUALS : Comparison.STRING_LIKE);
  }

  /// Whether a statement is about just this subject.
  boolean isWantedBy(Statement statement) {
    return statement.conditions().stream()
        .anyMatch(
            condition ->
                condition.lowerCaseKey().endsWith(":sub")
                    && condition.operator().isSame(operator())
                    && condition.values().equals(List.of(value)));
  }
}
