package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.mismatch.ClaimKey;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReader;
import dev.rolecall.iam.policy.PolicyReading;
import dev.rolecall.iam.policy.PolicyWriter;
import dev.rolecall.iam.policy.PolicyWriter.NewCondition;
import dev.rolecall.iam.policy.PolicyWriter.NewStatement;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalEntry.Federated;
import dev.rolecall.provider.IdentityProvider;
import dev.rolecall.provider.IdentityProviders;
import dev.rolecall.provider.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The change of a trust policy that admits one workload with a token of an OIDC provider, in this
/// run and in its next: a statement of its own, which always names its subject, with a `*` for what
/// is new in every run. Condition keys that no token can have are corrected where they stand, if
/// that alone mends the statement.
final class FederatedPatch {

  private final Facts facts;
  private final Policy policy;
  private final PolicyWriter writer;
  private final boolean apart;

  /// @param apart whether the workload gets a statement of its own, where one could be corrected
  FederatedPatch(Facts facts, Policy policy, PolicyWriter writer, boolean apart) {
    this.facts = facts;
    this.policy = policy;
    this.writer = writer;
    this.apart = apart;
  }

  /// Writes the change; false when the causes cannot be mended this way.
  boolean apply(List<Cause> causes) {
    if (!(facts.caller() instanceof WebIdentity identity) || !isOfAccount(identity)) {
      return false;
    }
    Optional<Statement> meant = meant(causes);
    Optional<TrustedSubject> subject = TrustedSubject.of(identity, meant);
    if (subject.isEmpty()) {
      return false;
    }
    if (!apart && meant.isPresent() && corrected(identity, meant.get(), subject.get(), causes)) {
      return true;
    }
    return own(identity, meant, subject.get(), causes);
  }

  /// Only a provider of the role's own account can be trusted; built-in ones have no ARN.
  private boolean isOfAccount(WebIdentity identity) {
    String own = "arn:" + facts.target().partition() + ":iam::" + facts.target().account() + ":";
    return identity
        .provider()
        .filter(provider -> !provider.startsWith("arn:") || provider.startsWith(own))
        .isPresent();
  }

  /// The statement that is about this provider; one for another provider has nothing to keep.
  private Optional<Statement> meant(List<Cause> causes) {
    return causes.stream()
        .filter(cause -> cause.code() != CauseCode.OIDC_PROVIDER_NOT_TRUSTED)
        .flatMap(cause -> cause.statement().stream())
        .map(ref -> policy.statements().get(ref.index()))
        .findFirst();
  }

  /// Adds the action to a statement that is about just this subject, or corrects the keys of one
  /// that is right otherwise.
  private boolean corrected(
      WebIdentity identity, Statement meant, TrustedSubject subject, List<Cause> causes) {
    if (!isOfOneProvider(meant)) {
      return false;
    }
    if (causes.stream().allMatch(cause -> cause.code() == CauseCode.WRONG_ACTION)) {
      boolean just = !meant.action().negated() && subject.isWantedBy(meant);
      if (just) {
        writer.addAction(meant.index(), facts.denial().call().action());
      }
      return just;
    }
    Map<String, String> keys = new HashMap<>();
    for (Cause cause : causes) {
      Optional<String> right = corrected(identity, cause);
      if (right.isEmpty()) {
        return false;
      }
      keys.put(lower(cause.condition().orElseThrow().key()), right.get());
    }
    boolean taken =
        keys.values().stream()
            .anyMatch(
                right ->
                    meant.conditions().stream()
                        .anyMatch(condition -> condition.key().equalsIgnoreCase(right)));
    if (taken || !holds(meant, keys)) {
      return false;
    }
    writer.renameKeys(meant.index(), keys);
    return true;
  }

  private static boolean isOfOneProvider(Statement statement) {
    return statement
        .principal()
        .filter(element -> !element.negated() && element.entries().size() == 1)
        .filter(element -> element.entries().getFirst() instanceof Federated)
        .isPresent();
  }

  private static Optional<String> corrected(WebIdentity identity, Cause cause) {
    return cause.code() == CauseCode.OIDC_CLAIM_MISMATCH && isDead(cause)
        ? ClaimKey.of(cause.condition().orElseThrow().key())
            .filter(key -> !key.isOf(identity))
            .flatMap(key -> key.corrected(identity))
        : Optional.empty();
  }

  private static boolean isDead(Cause cause) {
    return cause.condition().filter(failed -> failed.got() instanceof KeyState.Absent).isPresent();
  }

  /// Whether the conditions hold, as far as is known, once the keys are corrected.
  private boolean holds(Statement meant, Map<String, String> keys) {
    String corrected = PolicyWriter.of(policy).renameKeys(meant.index(), keys).json();
    return PolicyReader.read(corrected) instanceof PolicyReading.Read(Policy read)
        && read.statements().get(meant.index()).conditions().stream()
            .noneMatch(condition -> condition.evaluate(facts.context()).isFalse());
  }

  /// A statement of its own: what the statement that was meant says, but for the token's claims.
  private boolean own(
      WebIdentity identity, Optional<Statement> meant, TrustedSubject subject, List<Cause> causes) {
    Optional<List<NewCondition>> audience = audience(identity, meant, causes);
    if (audience.isEmpty()) {
      return false;
    }
    List<NewCondition> conditions = new ArrayList<>(audience.get());
    if (!subject.isIdentified() && !names(identity, "aud", meant, conditions)) {
      return false;
    }
    conditions.add(
        new NewCondition(subject.operator(), key(identity, "sub"), List.of(subject.value())));
    NewStatement statement =
        new NewStatement(
            meant.isEmpty()
                ? "AllowFederated"
                : subject.isExact() ? "AllowExactSubject" : "AllowSubject",
            Optional.of("Federated"),
            identity.provider(),
            needed(),
            Optional.empty(),
            conditions);
    meant.ifPresentOrElse(
        it -> writer.addCopy(it.index(), statement, replaced(identity, conditions, causes)),
        () -> writer.add(statement));
    return true;
  }

  private static boolean names(
      WebIdentity identity,
      String claim,
      Optional<Statement> meant,
      List<NewCondition> conditions) {
    String key = key(identity, claim);
    return conditions.stream().anyMatch(condition -> condition.key().equalsIgnoreCase(key))
        || meant.stream()
            .flatMap(statement -> statement.conditions().stream())
            .anyMatch(condition -> condition.key().equalsIgnoreCase(key));
  }

  private static String key(WebIdentity identity, String claim) {
    return WebIdentity.providerName(identity.provider().orElseThrow()) + ":" + claim;
  }

  /// Conditions on these keys go: there are new ones, or no token of this workload can meet them
  /// and its subject is named.
  private static Set<String> replaced(
      WebIdentity identity, List<NewCondition> conditions, List<Cause> causes) {
    Set<String> keys = new HashSet<>();
    conditions.forEach(condition -> keys.add(lower(condition.key())));
    keys.add(lower(key(identity, "sub")));
    causes.stream()
        .flatMap(cause -> cause.condition().stream())
        .forEach(failed -> keys.add(lower(failed.key())));
    return keys;
  }

  /// The condition on the audience, none where the statement has one that holds; empty when the
  /// token's audience is not one to be trusted.
  private Optional<List<NewCondition>> audience(
      WebIdentity identity, Optional<Statement> meant, List<Cause> causes) {
    Optional<String> sent = identity.audience().filter(audience -> !audience.contains("${"));
    String key = key(identity, "aud");
    boolean fails =
        causes.stream()
            .flatMap(cause -> cause.condition().stream())
            .anyMatch(failed -> failed.key().equalsIgnoreCase(key));
    boolean wanted = names(identity, "aud", meant, List.of());
    if (sent.isEmpty()) {
      return fails ? Optional.empty() : Optional.of(List.of());
    }
    if (wanted && !fails) {
      return Optional.of(List.of());
    }
    boolean right = isRight(identity, sent.get());
    if (fails && !right) {
      return Optional.empty();
    }
    return Optional.of(
        fails || right || meant.isEmpty()
            ? audiences(identity, key, sent.get(), fails ? meant : Optional.empty())
            : List.of());
  }

  private boolean isRight(WebIdentity identity, String audience) {
    return TokenSubjects.known(identity)
        .map(
            provider ->
                provider.audience().isRightForAws(audience, provider.subject(identity.subject())))
        .orElse(true);
  }

  /// Where another claim holds the requested audience, what the policy wants of it moves there.
  private static List<NewCondition> audiences(
      WebIdentity identity, String key, String sent, Optional<Statement> failing) {
    List<NewCondition> conditions = new ArrayList<>();
    conditions.add(
        new NewCondition(ConditionOperator.of(Comparison.STRING_EQUALS), key, List.of(sent)));
    Optional<String> requested =
        TokenSubjects.known(identity).flatMap(provider -> provider.audience().key());
    failing.stream()
        .flatMap(statement -> statement.conditions().stream())
        .filter(condition -> requested.isPresent() && condition.key().equalsIgnoreCase(key))
        .filter(condition -> condition.operator().comparison() == Comparison.STRING_EQUALS)
        .map(Condition::values)
        .findFirst()
        .ifPresent(
            values ->
                conditions.add(
                    new NewCondition(
                        ConditionOperator.of(Comparison.STRING_EQUALS),
                        key(identity, requested.orElseThrow()),
                        values)));
    return conditions;
  }

  private List<String> needed() {
    List<String> actions = new ArrayList<>();
    actions.add(facts.denial().call().action());
    if (facts.denial().sessionTags() == Passed.YES) {
      actions.add("sts:TagSession");
    }
    if (facts.denial().sourceIdentity() == Passed.YES) {
      actions.add("sts:SetSourceIdentity");
    }
    return actions;
  }

  private static String lower(String text) {
    return text.toLowerCase(java.util.Locale.ROOT);
  }

  /// How a trust policy names the subject of a workload.
  ///
  /// @param value the subject, or a pattern where its next run has another
  /// @param isIdentified whether it says whose it is, without the audience
  private record TrustedSubject(String value, boolean isExact, boolean isIdentified) {

    /// Empty when no policy can or should name it.
    static Optional<TrustedSubject> of(WebIdentity identity, Optional<Statement> meant) {
      String text = identity.subject();
      if (text.isEmpty() || text.contains("${")) {
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
        return provider.get().isHosted() || isOfSharedIssuer(identity)
            ? Optional.empty()
            : Optional.of(exact);
      }
      return subject
          .get()
          .stablePattern()
          .filter(pattern -> !isOfSharedIssuer(identity) || isSaid(identity))
          .map(
              pattern ->
                  new TrustedSubject(
                      pattern, subject.get().isStable(), subject.get().isIdentified()));
    }

    private static boolean isOfSharedIssuer(WebIdentity identity) {
      Optional<String> issuer = ClaimKey.provider(identity);
      return TokenSubjects.known(identity)
          .filter(provider -> issuer.filter(provider::isShared).isPresent())
          .isPresent();
    }

    /// Whether the token says whose it is.
    private static boolean isSaid(WebIdentity identity) {
      return TokenSubjects.known(identity)
          .flatMap(provider -> TokenSubjects.owner(provider, identity))
          .isPresent();
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
}
