package dev.rolecall.diagnosis.fix;

import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.KeyState;
import dev.rolecall.diagnosis.evaluation.CompanionActions;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.mismatch.ClaimKey;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.Cause.FailedCondition;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyWriter;
import dev.rolecall.iam.policy.PolicyWriter.NewCondition;
import dev.rolecall.iam.policy.PolicyWriter.NewStatement;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalEntry.Federated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The change of a trust policy that admits one workload with a token of an OIDC provider, in this
/// run and in its next: a statement of its own, which always names its subject, with a `*` for what
/// is new in every run. Condition keys that no token can have are corrected where they stand, if
/// that alone fixes the statement.
///
/// @param causes that are about the token
record FederatedPatch(Facts facts, Policy policy, PolicyWriter writer, List<Cause> causes) {

  private static final Set<String> SIGN_INS = Set.of("authenticated", "unauthenticated");

  /// The statement that is about this provider; one for another provider has nothing to keep.
  private Optional<Statement> meant() {
    return causes.stream()
        .filter(cause -> cause.code() != CauseCode.OIDC_PROVIDER_NOT_TRUSTED)
        .flatMap(cause -> cause.statement().stream())
        .map(ref -> policy.statements().get(ref.index()))
        .findFirst();
  }

  /// Writes the change; false when the causes cannot be fixed this way.
  ///
  /// @param apart whether the workload gets a statement of its own, where one could be corrected
  boolean apply(boolean apart) {
    return facts.caller() instanceof WebIdentity identity
        && identity.provider().filter(provider -> TrustPatch.isOwn(provider, facts)).isPresent()
        && TrustedSubject.of(identity, meant())
            .filter(
                subject ->
                    (!apart && meant().filter(it -> corrected(identity, it, subject)).isPresent())
                        || own(identity, subject))
            .isPresent();
  }

  /// Adds the action to a statement that is about just this subject, or corrects the keys of one
  /// that is right otherwise.
  private boolean corrected(WebIdentity identity, Statement statement, TrustedSubject subject) {
    if (statement.principals().size() != 1
        || !(statement.principals().getFirst() instanceof Federated)) {
      return false;
    }
    if (causes.stream().allMatch(cause -> cause.code() == CauseCode.WRONG_ACTION)) {
      boolean just = !statement.action().negated() && subject.isWantedBy(statement);
      if (just) {
        writer.addAction(statement.index(), facts.denial().call().action());
      }
      return just;
    }
    Map<String, String> keys = new HashMap<>();
    for (Cause cause : causes) {
      corrected(identity, cause)
          .ifPresent(right -> keys.put(lower(cause.condition().orElseThrow().key()), right));
    }
    boolean all = causes.stream().allMatch(cause -> corrected(identity, cause).isPresent());
    if (!all || keys.values().stream().anyMatch(this::isWanted) || !holds(statement, keys)) {
      return false;
    }
    writer.renameKeys(statement.index(), keys);
    return true;
  }

  /// The right key for one that no token can have.
  private static Optional<String> corrected(WebIdentity identity, Cause cause) {
    return cause
        .condition()
        .filter(_ -> cause.code() == CauseCode.OIDC_CLAIM_MISMATCH)
        .filter(failed -> failed.got() instanceof KeyState.Absent)
        .flatMap(failed -> ClaimKey.of(failed.key()))
        .filter(key -> !key.isOf(identity))
        .flatMap(key -> key.corrected(identity));
  }

  /// Whether the conditions hold, as far as is known, once the keys are corrected.
  private boolean holds(Statement statement, Map<String, String> keys) {
    return PolicyWriter.of(policy)
        .renameKeys(statement.index(), keys)
        .policy()
        .filter(
            read ->
                read.statements().get(statement.index()).conditions().stream()
                    .noneMatch(condition -> condition.evaluate(facts.context()).isFalse()))
        .isPresent();
  }

  /// A statement of its own: what the statement that was meant says, but for the token's claims.
  private boolean own(WebIdentity identity, TrustedSubject subject) {
    Optional<List<NewCondition>> audience = audience(identity);
    String aud = key(identity, "aud");
    String sub = key(identity, "sub");
    if (audience.isEmpty()
        || (!subject.isIdentified() && audience.get().isEmpty() && !isWanted(aud))) {
      return false;
    }
    List<NewCondition> conditions = new ArrayList<>(audience.get());
    conditions.add(new NewCondition(subject.operator(), sub, List.of(subject.value())));
    signIn(identity).ifPresent(conditions::add);
    NewStatement statement =
        new NewStatement(
            meant().isEmpty()
                ? "AllowFederated"
                : subject.isExact() ? "AllowExactSubject" : "AllowSubject",
            Optional.of("Federated"),
            identity.provider(),
            CompanionActions.needed(facts.denial()),
            Optional.empty(),
            conditions);
    meant()
        .ifPresentOrElse(
            it -> writer.addCopy(it.index(), statement, replaced(conditions)),
            () -> writer.add(statement));
    return true;
  }

  /// Identity pools of Cognito have guests, too: a statement is for those or for signed-in
  /// identities.
  private Optional<NewCondition> signIn(WebIdentity identity) {
    String amr = key(identity, "amr");
    return facts.context().get(amr) instanceof KeyState.Present(List<String> values)
            && !isWanted(amr)
        ? values.stream()
            .filter(SIGN_INS::contains)
            .findFirst()
            .map(
                value ->
                    new NewCondition(
                        ConditionOperator.parse("ForAnyValue:StringLike").orElseThrow(),
                        amr,
                        List.of(value)))
        : Optional.empty();
  }

  /// Whether the statement that was meant has a condition on a key.
  private boolean isWanted(String key) {
    return meant().stream()
        .flatMap(statement -> statement.conditions().stream())
        .anyMatch(condition -> condition.key().equalsIgnoreCase(key));
  }

  private static String key(WebIdentity identity, String claim) {
    return WebIdentity.providerName(identity.provider().orElseThrow()) + ":" + claim;
  }

  /// Conditions on these keys go: there are new ones, or no token of this workload can meet them
  /// and its subject is named.
  private Set<String> replaced(List<NewCondition> conditions) {
    return Stream.concat(
            conditions.stream().map(NewCondition::key),
            causes.stream().flatMap(cause -> cause.condition().stream()).map(FailedCondition::key))
        .map(FederatedPatch::lower)
        .collect(Collectors.toSet());
  }

  /// The condition on the audience, none where the statement has one that holds; empty when the
  /// token's audience is not one to be trusted.
  private Optional<List<NewCondition>> audience(WebIdentity identity) {
    Optional<String> sent = identity.audience().filter(audience -> !audience.contains("${"));
    String key = key(identity, "aud");
    boolean right = sent.filter(audience -> isRight(identity, audience)).isPresent();
    boolean fails = causes.stream().anyMatch(cause -> cause.isOn(key));
    if (fails) {
      return sent.filter(_ -> right).map(it -> audiences(identity, key, it));
    }
    return Optional.of(
        sent.filter(_ -> !isWanted(key) && (right || meant().isEmpty()))
            .map(it -> List.of(equal(key, List.of(it))))
            .orElse(List.of()));
  }

  private static boolean isRight(WebIdentity identity, String audience) {
    return TokenSubjects.known(identity)
        .map(
            provider ->
                provider.audience().isRightForAws(audience, provider.subject(identity.subject())))
        .orElse(true);
  }

  /// Where another claim holds the requested audience, what the policy wants of it moves there.
  private List<NewCondition> audiences(WebIdentity identity, String key, String sent) {
    Stream<NewCondition> moved =
        TokenSubjects.known(identity).flatMap(provider -> provider.audience().key()).stream()
            .flatMap(
                requested ->
                    meant().stream()
                        .flatMap(statement -> statement.conditions().stream())
                        .filter(it -> it.key().equalsIgnoreCase(key))
                        .filter(it -> it.operator().comparison() == Comparison.STRING_EQUALS)
                        .limit(1)
                        .map(it -> equal(key(identity, requested), it.values())));
    return Stream.concat(Stream.of(equal(key, List.of(sent))), moved).toList();
  }

  private static NewCondition equal(String key, List<String> values) {
    return new NewCondition(ConditionOperator.of(Comparison.STRING_EQUALS), key, values);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
